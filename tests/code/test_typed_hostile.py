"""No text in Java or Go crashes the reading of code, or keeps it busy; and where handlers stand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.code.trees import DictTree

from crenel.code.facts import Facts, Problem
from crenel.code.locate import Found, NotFoundKind, locate
from crenel.code.parse import is_installed, parse
from crenel.code.read import CodeReader
from crenel.code.text import words
from crenel.model.source import Source

DEEP = 5_000
JAVA = "package p;\npublic class App {{ {} public String handleRequest(String e, Object c) {{ {} }} }}\n"
GO = "package main\n{}\nfunc handle(e string) {{ {} }}\nfunc main() {{ lambda.Start(handle) }}\n"
JAVA_TEXTS = {
    "parentheses": JAVA.format("", "return " + "(" * DEEP + "e" + ")" * DEEP + ";"),
    "open parentheses": JAVA.format("", "return " + "(" * DEEP),
    "calls": JAVA.format("", "e" + ".a()" * DEEP + ";"),
    "builders": JAVA.format("", "X.builder()" + ".a(e)" * DEEP + ".build();"),
    "lambdas": JAVA.format("", "f(" + "a -> " * 500 + "1);"),
    "classes": "class A {" * 1_000 + "}" * 1_000,
    "itself": "class App extends App { String handleRequest(String e) { return super.handleRequest(e); } }",
    "circle": "class App extends B { } class B extends C { void m() { m(); } } class C extends App { }",
    "overloads": JAVA.format("void f(int a) {}" * 300, "f(1);"),
    "recursion": JAVA.format("Object f(Object a) { return f(java.util.List.of(a, a)); }", "f(e);"),
    "growing": JAVA.format("", "java.util.List<String> l = new java.util.ArrayList<>();" + "l.add(e);" * 1_000),
    "wildcards": "import a.*;\n" * 3_000 + JAVA.format("", "Foo.bar(Baz.QUX);"),
    "nothing": "",
    "NUL": "class A { \0 }",
    "half": "public class App { public String handleRequest(",
}  # fmt: skip
GO_TEXTS = {
    "parentheses": GO.format("", "x := " + "(" * DEEP + "e" + ")" * DEEP),
    "open braces": GO.format("", "x := T" + "{" * DEEP),
    "calls": GO.format("", "e" + ".A()" * DEEP),
    "functions": GO.format("", "func() {" * 500 + "}()" * 500),
    "embedding itself": GO.format("type T struct { T }", "var t T; t.M()"),
    "circle": GO.format("type A struct { B }\ntype B struct { A }", "var a A; a.M()"),
    "interfaces": GO.format("type I interface { I; M() }\ntype T struct{}\nfunc (t T) M() { t.M() }", "var i I; i.M()"),
    "recursion": GO.format("func f(a any) any { return f([]any{a, a}) }", "f(e)"),
    "types": GO.format("".join(f"type T{i} struct {{}}\nfunc (t T{i}) M() {{}}\n" for i in range(500)), "var x any; x.M()"),
    "nothing": "",
    "half": "package main\nfunc main() { lambda.Start(",
}  # fmt: skip


def read(path: str, text: str, symbol: str, **others: str) -> Facts:
    files: dict[str, str | None] = {path: text}
    return CodeReader(DictTree({**files, **others})).facts_of(Found(path, symbol, ""))


@pytest.mark.parametrize("text", JAVA_TEXTS.values(), ids=list(JAVA_TEXTS))
def test_hostile_java(text):
    assert read("App.java", text, "App::handleRequest").modules


@pytest.mark.parametrize("text", GO_TEXTS.values(), ids=list(GO_TEXTS))
def test_hostile_go(text):
    assert read("main.go", text, "main").modules


TOKENS = words(
    """
    class interface { } ( ) ; . , -> :: @A new this super return a.b() "x" X<Y> int[] = + func
    package import type struct map[string]T := range go defer &x *y ...
    """
)
PIECES = st.lists(st.sampled_from(sorted(TOKENS)), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_any_tokens(pieces):
    text = " ".join(pieces)
    assert read("App.java", text, "App").modules
    assert read("main.go", text, "main").modules


def test_many_heirs_and_files_are_bounded():
    files = {f"src/main/java/p/S{i}.java": f"package p; class S{i} implements I {{ public void m() {{}} }}" for i in range(700)}  # fmt: skip
    files["src/main/java/p/I.java"] = "package p; interface I { void m(); }"
    app = "package p; public class App { I i; String handleRequest(String e, Object c) { i.m(); return null; } }"
    found = read("src/main/java/p/App.java", app, "p.App", **files)
    assert len(found.modules) <= 500
    assert any("the rest is not read" in one.message for one in found.problems)


def test_modules_that_replace_one_another_in_a_circle():
    mods = {
        "a/go.mod": "module a\nreplace b => ../b\n",
        "b/go.mod": "module b\nreplace a => ../a\n",
    }
    main = 'package main\nimport "b/x"\nfunc main() { x.Do() }\n'
    other = 'package x\nimport "a/y"\nfunc Do() { y.Do() }\n'
    files = {**mods, "b/x/x.go": other, "a/y/y.go": "package y\nfunc Do() {}\n"}
    found = read("a/main.go", main, "main", **files)
    assert [one.path for one in found.modules] == ["a/main.go", "b/x/x.go", "a/y/y.go"]


MAIN = "package main\nfunc main() {}\n"


@pytest.mark.parametrize(
    ("files", "folder", "handler", "runtime", "path"),
    [
        (["s/src/main/java/p/App.java"], "s", "p.App::handleRequest", "java21", "s/src/main/java/p/App.java"),
        (["s/App.java"], "s", "App", "java8.al2", "s/App.java"),
        (["s/src/main/java/p/App.java"], "s/target/app.jar", "p.App::x", "java21", "s/src/main/java/p/App.java"),
        (["s/src/main/java/p/App.java"], "s/build/distributions/s.zip", "p.App", "java21", "s/src/main/java/p/App.java"),
        (["s/m/src/main/java/p/App.java", "s/n/src/main/java/p/Other.java"], "s", "p.App", "java21", "s/m/src/main/java/p/App.java"),
        (["s/src/main/java/p/App.java"], "s", "p.App$Inner::x", "java21", "s/src/main/java/p/App.java"),
        (["s/src/main/java/p/App.java"], "s", "p.App::x", "provided.al2023", "s/src/main/java/p/App.java"),
        (["s/a/p/App.java", "s/b/p/App.java"], "s", "p.App", "java21", NotFoundKind.UNRESOLVED_HANDLER),
        (["s/src/main/kotlin/p/App.kt"], "s", "p.App", "java21", NotFoundKind.COMPILED_RUNTIME),
        (["s/src/main/java/p/App.java"], "s", "org.springframework.x.Invoker", "java21", NotFoundKind.UNRESOLVED_HANDLER),
        (["s/x"], "s", "../../etc.App", "java21", NotFoundKind.UNRESOLVED_HANDLER),
        ({"f/main.go": MAIN}, "f", "bootstrap", "provided.al2023", "f/main.go"),
        ({"f/main.go": MAIN, "f/main_test.go": MAIN}, "f", "main", "go1.x", "f/main.go"),
        ({"cmd/a/main.go": MAIN, "cmd/b/main.go": MAIN}, "", "bin/b", "go1.x", "cmd/b/main.go"),
        ({"a/main.go": MAIN, "b/main.go": MAIN}, "bin/b", "bootstrap", "provided.al2", "b/main.go"),
        ({"a/main.go": MAIN, "b/main.go": MAIN}, "dist/a.zip", "bootstrap", "provided.al2", "a/main.go"),
        ({"hello.go": MAIN, "world.go": MAIN}, "", "bin/hello", "go1.x", "hello.go"),
        ({"x/main.go": MAIN, "y/main.go": MAIN, "Makefile": "build:\n\tgo build -o bin/api ./y\n"}, "", "bin/api", "go1.x", "y/main.go"),
        ({"x/main.go": MAIN, "y/main.go": MAIN, "Makefile": "b:\n\tcd x && go build -o ../build/api/bootstrap .\n"}, "build/api", "bootstrap", "provided.al2", "x/main.go"),
        ({"x/main.go": MAIN, "y/main.go": MAIN}, "", "bootstrap", "provided.al2", NotFoundKind.UNRESOLVED_HANDLER),
        ({"x/lib.go": "package x\n"}, "", "bootstrap", "provided.al2", NotFoundKind.UNRESOLVED_HANDLER),
        ({"src/main.rs": "fn main() {}"}, "", "bootstrap", "provided.al2", NotFoundKind.COMPILED_RUNTIME),
    ],
)  # fmt: skip
def test_where_handlers_stand(files, folder, handler, runtime, path):
    texts = files if isinstance(files, dict) else dict.fromkeys(files, "")
    where = locate(DictTree(dict(texts)), folder, handler, runtime)
    assert (where.path if isinstance(where, Found) else where.kind) == path


@pytest.mark.parametrize(("path", "name"), [("A.java", "Java"), ("main.go", "Go")])
def test_without_its_grammar_a_file_is_told_with_what_to_install(monkeypatch, path, name):
    monkeypatch.setattr("crenel.code.parse.find_spec", lambda _: None)
    is_installed.cache_clear()
    told = parse(Source(path, "package main\n"))
    is_installed.cache_clear()
    assert isinstance(told, Problem)
    assert told.message == f"{name} is read with an extra: pip install 'crenel[languages]'"
