"""No text crashes the reading of code, or keeps it busy."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.code.trees import DictTree, facts, sinks

from crenel.code.locate import Found
from crenel.code.modules import MAX_MODULES
from crenel.code.read import CodeReader

DEEP = 20_000
TEXTS = {
    "parentheses": "x = " + "(" * DEEP + "1" + ")" * DEEP,
    "open parentheses": "x = " + "(" * DEEP,
    "open brackets": "x = " + "[" * DEEP,
    "attributes": "x" + ".a" * DEEP,
    "calls": "x" + ".a()" * DEEP,
    "sums": "x = " + " + ".join(["'a'"] * DEEP),
    "records": "x = " + '{"a":' * DEEP + "1" + "}" * DEEP,
    "arrows": "x = " + "a => " * DEEP + "1",
    "else": "if (a) x = 1;" + " else if (b) x = 2;" * 2_000,
    "growing": "x = {}\n" + 'x = {"a": x, "b": x}\n' * 2_000 + "eval(x)",
    "doubling": "x = 'a'\n" + "x = x + x\n" * 2_000 + "eval(x)",
    "branches": "".join(f"x{i} = 1\nif y: z = x{i}\n" for i in range(4_000)),
    "NUL": "x = '\0'\neval(x)\0",
    "surrogate": "x = '\ud800'\neval(x)",
    "nothing": "",
    "dots": f"from {'.' * 999}x import y",
}


@pytest.mark.parametrize("path", ["app.py", "app.js", "app.ts", "app.tsx"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_hostile_texts(text, path):
    assert facts(text, path).modules


def test_mutual_recursion_with_growing_arguments():
    lines = [f"def f{i}(x): return f{(i + 1) % 300}([x, x])\n" for i in range(300)]
    assert facts("".join(lines) + "eval(f0(input()))\n", symbol="").sinks


def test_a_syntax_error_is_a_problem_and_the_rest_is_read():
    found = facts("def broken(:\n    pass\n\ndef handler(event, context):\n    eval(event['x'])\n")
    assert any("not understood" in one.message for one in found.problems)
    assert ("code-execution", "yes") in sinks(found)


def test_a_file_over_the_budget():
    found = facts("x = 1\n" * 400_000)
    assert [one.message for one in found.problems] == [
        "over the budget of 2000000 bytes for one code file"
    ]


def test_files_that_cannot_be_read():
    tree = DictTree({"app.py": "import lib\ndef handler(e, c): eval(e)\n", "lib.py": None})
    found = CodeReader(tree).facts_of(Found("app.py", "handler", ""))
    assert [(one.file, one.message) for one in found.problems] == [
        ("lib.py", "lib.py is not UTF-8")
    ]
    assert sinks(found) == [("code-execution", "yes")]
    found = CodeReader(tree).facts_of(Found("lib.py", "handler", ""))
    assert [one.file for one in found.problems] == ["lib.py"]


def test_import_cycles():
    found = facts(
        "import b\ndef handler(event, context): b.f(event)\ndef g(x): eval(x['y'])\n",
        b_py="import app\ndef f(x): app.g(x)\n",
    )
    assert sinks(found) == [("code-execution", "yes")]
    found = facts(
        "import {f} from './b.js';\nexport const handler = (e) => f(e);\nexport * from './b.js';\n",
        "a.js",
        b_js="import './a.js';\nexport * from './a.js';\nexport function f(x) { eval(x.y) }",
    )
    assert sinks(found) == [("code-execution", "yes")]


def test_the_number_of_modules_is_limited():
    files: dict[str, str | None] = {
        f"m{i}.py": f"import m{i + 1}\n" for i in range(MAX_MODULES + 50)
    }
    found = CodeReader(DictTree(files)).facts_of(Found("m0.py", "", ""))
    assert len(found.modules) == MAX_MODULES
    assert any("the rest is not read" in one.message for one in found.problems)


def test_imports_do_not_leave_the_root():
    files: dict[str, str | None] = {"a/app.js": "require('../../x'); require('../b')", "b.js": ""}
    found = CodeReader(DictTree(files)).facts_of(Found("a/app.js", "", "a"))
    assert [one.local for one in found.imports] == [None, "b.js"]


def test_installed_packages_are_not_the_projects():
    files: dict[str, str | None] = {
        "app.py": "import boto3, shiny, own\nboto3.client('s3').get_object()\n",
        "boto3/__init__.py": "def client(name): pass\n",
        "shiny/__init__.py": "",
        "shiny-1.0.dist-info/METADATA": "",
        "own/__init__.py": "",
    }
    found = CodeReader(DictTree(files)).facts_of(Found("app.py", "", ""))
    assert [one.local for one in found.imports] == [None, None, "own/__init__.py"]
    assert [one.operation for one in found.sdk_calls] == ["get_object"]


def test_installed_packages_are_known_by_the_modules_that_their_metadata_names():
    files: dict[str, str | None] = {
        "src/app.py": "import odd, single, named, own\n",
        "src/odd/__init__.py": "",
        "src/single.py": "",
        "src/named/__init__.py": "",
        "src/own/__init__.py": "",
        "src/Far_Away-1.0.dist-info/RECORD": "odd/__init__.py,,\nsingle.py,,\n../../bin/own,,\n",
        "src/Other-2.0.dist-info/top_level.txt": "named\n",
        "src/Broken-2.0.dist-info/RECORD": None,
    }
    found = CodeReader(DictTree(files)).facts_of(Found("src/app.py", "", "src"))
    assert [one.local for one in found.imports] == [None, None, None, "src/own/__init__.py"]


def test_installed_packages_without_their_metadata():
    files: dict[str, str | None] = {
        "app.py": "import asked, dateutil, jwt, own\n",
        "requirements.txt": "-i https://index.test\nasked==1.0 --hash=sha256:00\n# own\n",
        "asked/__init__.py": "",
        "dateutil/__init__.py": "",
        "jwt.py": "",
        "own/__init__.py": "",
    }
    found = CodeReader(DictTree(files)).facts_of(Found("app.py", "", ""))
    assert [one.local for one in found.imports] == [None, None, "jwt.py", "own/__init__.py"]


def test_shared_modules_are_read_once():
    tree = DictTree({"a.py": "import lib", "b.py": "import lib", "lib.py": "x = 1"})
    reader = CodeReader(tree)
    for path in ("a.py", "b.py"):
        assert len(reader.facts_of(Found(path, "", "")).modules) == 2
    assert tree.reads.count("lib.py") == 1


WORDS = st.sampled_from(
    [
        "\n",
        "",
        "",
        "",
        "def",
        "class",
        "return",
        "if",
        "else",
        "elif",
        "for",
        "while",
        "in",
        "import",
        "from",
        "as",
        "try",
        "except",
        "with",
        "lambda",
        "async",
        "await\n",
        "",
        "",
        "",
        "function",
        "const",
        "let",
        "var",
        "=>",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ";",
        ",",
        ".",
        "=",
        "==",
        "+",
        "-",
        "*",
        "**",
        "%",
        "...",
        "`",
        "${",
        '"',
        "'",
        "#",
        "//",
        "\\",
        "\n",
        "\t",
        "�\n",
        "",
        "",
        "",
        "event",
        "handler",
        "exports",
        "module",
        "require",
        "eval",
        "self",
        "this",
        "x",
        "y",
        "z",
        "1",
        "0",
        "None",
        "null",
        "export",
        "default",
        "new\n",
        "",
        "",
        "",
        "yield",
        "match",
        "case",
        "switch",
        "global",
        "@",
        "!",
        "?",
        "?.",
        "??",
        "<",
        ">",
        "&",
        "|",
        "~",
        "^",
        "/*",
        "*/",
        'f"',
        '"""',
        "\ufeff",
        "\x00\n",
        "",
        "",
        "",
        "",
    ]
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60), st.sampled_from(["a.py", "a.js", "a.ts", "a.tsx"]))
def test_no_words_in_any_order_crash(words, path):
    facts(" ".join(words), path)


@settings(max_examples=250, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["a.py", "a.js", "a.ts", "a.tsx"]))
def test_no_text_crashes(text, path):
    found = facts(text, path)
    for one in (*found.sinks, *found.imports, *found.environment):
        assert 0 <= one.span.start <= one.span.end <= len(one.span.source.text)
