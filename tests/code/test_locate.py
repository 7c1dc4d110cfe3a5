"""Where a handler's source is found, in the order of the ways."""

from __future__ import annotations

import pytest
from tests.code.trees import DictTree, sinks

from crenel.code.facts import Facts
from crenel.code.locate import Found, NotFound, NotFoundKind, image, inline, locate
from crenel.code.read import facts_of
from crenel.model.source import Source

PYTHON, NODE = "python3.13", "nodejs22.x"


def found(
    files: list[str] | dict[str, str], folder: str, handler: str, runtime: str, *entries: str
):
    tree = DictTree(dict(files) if isinstance(files, dict) else dict.fromkeys(files, ""))
    where = locate(tree, folder, handler, runtime, entries)
    return where.path if isinstance(where, Found) else where.kind


@pytest.mark.parametrize(
    ("files", "folder", "handler", "runtime", "path"),
    [
        (["src/app.py"], "src", "app.handler", PYTHON, "src/app.py"),
        (["src/app.py"], "./src/", "app.handler", PYTHON, "src/app.py"),
        (["app.py"], ".", "app.handler", PYTHON, "app.py"),
        (["f/pkg/app.py"], "f", "pkg.app.handler", PYTHON, "f/pkg/app.py"),
        (["f/pkg/app.py"], "f", "pkg/app.handler", PYTHON, "f/pkg/app.py"),
        (["f/index.mjs"], "f", "index.handler", NODE, "f/index.mjs"),
        (["f/index.ts", "f/index.js"], "f", "index.handler", NODE, "f/index.js"),
        (["f/app.tsx"], "f", "app.handler", NODE, "f/app.tsx"),
        (["f/src/app.ts"], "f", "app.handler", NODE, "f/src/app.ts"),
        (["f/deep/er/app.py"], "f", "app.handler", PYTHON, "f/deep/er/app.py"),
        (["f/a/app.ts", "f/b/app.ts"], "f", "b/app.handler", NODE, "f/b/app.ts"),
        (["f/x/a/app.ts", "f/x/b/app.ts"], "f", "b/app.handler", NODE, "f/x/b/app.ts"),
        (["f/app.py"], "f/app.py", "app.handler", PYTHON, "f/app.py"),
        (["f/index.py"], "f", "index.handler", NODE, NotFoundKind.UNRESOLVED_HANDLER),
        (["f/a/app.py", "f/b/app.py"], "f", "app.handler", PYTHON, NotFoundKind.UNRESOLVED_HANDLER),
        (["f/node_modules/app.js"], "f", "app.handler", NODE, NotFoundKind.UNRESOLVED_HANDLER),
        (["g/app.py"], "f", "app.handler", PYTHON, NotFoundKind.MISSING_FOLDER),
        (["app.py"], "../f", "app.handler", PYTHON, NotFoundKind.MISSING_FOLDER),
        (["app.py", "f/x"], "f", "../app.handler", PYTHON, NotFoundKind.UNRESOLVED_HANDLER),
        (["f.zip"], "f.zip", "app.handler", PYTHON, NotFoundKind.ARCHIVE),
        (["f/app.py"], "f/f.zip", "app.handler", PYTHON, "f/app.py"),
        (["F.zip", "F/app.py"], "F.zip", "app.handler", PYTHON, "F/app.py"),
        (["f/deep/app.py"], "f/f.zip", "app.handler", PYTHON, NotFoundKind.ARCHIVE),
        (["f/app.py"], "f/f.jar", "app.handler", PYTHON, NotFoundKind.ARCHIVE),
        (["f/app.py"], "f", "a.B::c", "java21", NotFoundKind.UNRESOLVED_HANDLER),
        (["f/app.py"], "f", "bootstrap", "provided.al2023", NotFoundKind.COMPILED_RUNTIME),
        (["f/app.py"], "f", "handler", PYTHON, NotFoundKind.UNRESOLVED_HANDLER),
        (["f/app.py"], "f", "", PYTHON, NotFoundKind.UNRESOLVED_HANDLER),
    ],
)
def test_the_ways(files, folder, handler, runtime, path):
    assert found(files, folder, handler, runtime) == path


def test_entry_points_come_first():
    files = ["f/app.js", "f/lib/app.ts", "f/lib/other.ts"]
    assert found(files, "f", "app.handler", NODE, "lib/other.ts", "lib/app.ts") == "f/lib/app.ts"
    assert found(files, "f", "app.handler", NODE, "lib/other.ts") == "f/lib/other.ts"
    assert found(files, "f", "app.handler", NODE, "lib/gone.ts") == "f/app.js"


def test_tsconfig_and_package():
    files = {
        "f/tsconfig.json": '{ // x\n "compilerOptions": {"outDir": "dist", "rootDir": "code"},}',
        "f/code/app.ts": "",
        "f/other/app.ts": "",
        "f/another/app.ts": "",
    }
    assert found(files, "f", "dist/app.handler", NODE) == "f/code/app.ts"
    files = {"f/package.json": '{"main": "lib/main.js"}', "f/lib/main.ts": ""}
    assert found(files, "f", "index.handler", NODE) == "f/lib/main.ts"
    files = {"f/package.json": "{" * 100_000, "f/tsconfig.json": "[1]", "f/x/app.js": ""}
    assert found(files, "f", "app.handler", NODE) == "f/x/app.js"


def test_the_symbol():
    where = locate(DictTree({"f/app.py": ""}), "f", "app.lambda_handler", PYTHON)
    assert where == Found("f/app.py", "lambda_handler", "f")
    assert isinstance(image(), NotFound)


@pytest.mark.parametrize(
    ("text", "runtime"),
    [
        ("def handler(event, context):\n    eval(event['x'])\n", PYTHON),
        ("exports.handler = async (event) => eval(event.x)", NODE),
    ],
)
def test_inline_code(text, runtime):
    where = inline(Source("template.yaml", text), "index.handler", runtime)
    assert isinstance(where, Found)
    facts: Facts = facts_of(DictTree({}), where)
    assert sinks(facts) == [("code-execution", "yes")]
    assert facts.sinks[0].span.file == "template.yaml"


@pytest.mark.parametrize(("name", "told"), [("./cfn-response", 0), ("./other", 1)])
def test_cloudformation_lays_its_own_module_beside_inline_code(name, told):
    text = f'const r = require("{name}");\nexports.handler = async () => r.send();\n'
    where = inline(Source("template.yaml", text), "index.handler", NODE)
    assert isinstance(where, Found)
    assert len(facts_of(DictTree({}), where).problems) == told
