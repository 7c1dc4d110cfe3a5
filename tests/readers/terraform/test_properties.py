"""Laws that hold for every expression: what is known agrees with Python, and unknowns are honest.

Expressions are drawn as trees and written as Terraform, so that the grammar's ranks, the operators
and the evaluator are tried together.
"""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.readers.terraform.support import shown

from crenel.model.source import Source
from crenel.model.value import Unknown, Value
from crenel.readers.options import Options
from crenel.readers.root import Root
from crenel.readers.terraform.allowance import room
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.modules.configuration import Configuration, Folders
from crenel.readers.terraform.modules.module import Module
from crenel.readers.terraform.modules.run import Run
from crenel.readers.terraform.syntax.hcl import comments_of, parse_body
from crenel.readers.terraform.syntax.places import Problems

Tree = tuple[str, bool]
"""An expression as Terraform writes it, and what it is worth where ``var.p`` and ``var.q`` are."""

SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORLDS = [(p, q) for p in (True, False) for q in (True, False)]
Meaning = tuple[str, list[object]]
"""An expression, and its value in each of the four worlds."""


def bools() -> st.SearchStrategy[Meaning]:
    leaves: st.SearchStrategy[Meaning] = st.sampled_from(
        [
            ("true", [True] * 4),
            ("false", [False] * 4),
            ("var.p", [p for p, _ in WORLDS]),
            ("var.q", [q for _, q in WORLDS]),
        ]
    )
    return st.recursive(leaves, _grown, max_leaves=8)


def _grown(inner: st.SearchStrategy[Meaning]) -> st.SearchStrategy[Meaning]:
    def negated(one: Meaning) -> Meaning:
        return f"!({one[0]})", [not value for value in one[1]]

    def both(pair: tuple[Meaning, Meaning]) -> Meaning:
        one, other = pair
        worlds = zip(one[1], other[1], strict=True)
        return f"({one[0]}) && ({other[0]})", [a and b for a, b in worlds]

    def either(pair: tuple[Meaning, Meaning]) -> Meaning:
        one, other = pair
        worlds = zip(one[1], other[1], strict=True)
        return f"({one[0]}) || ({other[0]})", [a or b for a, b in worlds]

    def chosen(three: tuple[Meaning, Meaning, Meaning]) -> Meaning:
        condition, yes, no = three
        worlds = zip(condition[1], yes[1], no[1], strict=True)
        text = f"({condition[0]}) ? ({yes[0]}) : ({no[0]})"
        return text, [a if c else b for c, a, b in worlds]

    return st.one_of(
        inner.map(negated),
        st.tuples(inner, inner).map(both),
        st.tuples(inner, inner).map(either),
        st.tuples(inner, inner, inner).map(chosen),
    )


def numbers() -> st.SearchStrategy[tuple[str, int]]:
    leaf = st.integers(0, 99).map(lambda number: (str(number), number))
    signs = st.sampled_from([("+", int.__add__), ("-", int.__sub__), ("*", int.__mul__)])

    def grown(inner: st.SearchStrategy[tuple[str, int]]) -> st.SearchStrategy[tuple[str, int]]:
        return st.tuples(inner, signs, inner).map(
            lambda one: (f"({one[0][0]} {one[1][0]} {one[2][0]})", one[1][1](one[0][1], one[2][1]))
        )

    return st.recursive(leaf, grown, max_leaves=10)


def value_of(expression: str, parameters: dict[str, str] | None = None) -> Value:
    text = (
        'variable "p" {\n type = bool\n}\nvariable "q" {\n type = bool\n}\n'
        f'output "x" {{\n value = {expression}\n}}\n'
    )
    problems: Problems = []
    configuration = Configuration("")
    configuration.add(parse_body(Source("main.tf", text), problems))
    assert not problems, expression
    run = Run("", Folders(Root(Path(__file__).parent)), Options(parameters=parameters or {}))
    module = Module(configuration, run)
    node = configuration.outputs["x"].body.value("value")
    assert node is not None
    with room():
        return evaluate(node, module.context)


def in_world(value: Value, p: bool, q: bool) -> object:
    """The value where the two questions are answered so; exactly one case must fit."""
    facts = {"p": p, "q": q}
    fitting = [
        leaf
        for guard, leaf in value.cases()
        if all(facts[atom.subject] is holds for atom, holds in guard.answers)
    ]
    assert len(fitting) == 1, "cases must neither overlap nor leave a world out"
    leaf = fitting[0]
    return facts[leaf.name] if isinstance(leaf, Unknown) else leaf.known()


@settings(SLOW, max_examples=150)
@given(bools())
def test_a_choice_says_in_each_world_what_terraform_would(meaning: Meaning) -> None:
    expression, worlds = meaning
    value = value_of(expression)
    assert [in_world(value, p, q) for p, q in WORLDS] == worlds


@settings(SLOW, max_examples=60)
@given(bools(), st.sampled_from(WORLDS))
def test_giving_the_inputs_decides_as_the_guards_said(
    meaning: Meaning, world: tuple[bool, bool]
) -> None:
    expression, worlds = meaning
    words = {"p": str(world[0]).lower(), "q": str(world[1]).lower()}
    decided = value_of(expression, words)
    assert decided.known() is worlds[WORLDS.index(world)]


@settings(SLOW, max_examples=100)
@given(numbers())
def test_arithmetic_agrees_with_python(meaning: tuple[str, int]) -> None:
    assert value_of(meaning[0]).known() == meaning[1]


PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=20)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'


@settings(SLOW, max_examples=100)
@given(st.lists(PLAIN, max_size=4))
def test_texts_come_back_as_they_were_written(texts: list[str]) -> None:
    value = value_of("[" + ", ".join(map(quoted, texts)) + "]")
    assert shown(value) == texts


@settings(SLOW, max_examples=60)
@given(st.dictionaries(PLAIN, st.integers(0, 9), max_size=4))
def test_maps_survive_a_loop_and_a_merge(entries: dict[str, int]) -> None:
    written = "{" + ", ".join(f"{quoted(key)} = {one}" for key, one in entries.items()) + "}"
    assert shown(value_of(f"{{ for k, v in {written} : k => v }}")) == entries
    assert shown(value_of(f"merge({written}, {written}, {{}})")) == entries
    assert shown(value_of(f"keys({written})")) == sorted(entries)
    zipped = f"zipmap(keys({written}), values({written}))"
    assert shown(value_of(zipped)) == dict(sorted(entries.items()))


FRAGMENTS = [
    'resource "a" "b" {', "}", "x = ", "1", '"', "${", "%{ if ", "}", "<<EOT\n", "EOT\n", "<<-E\n",
    "[", "]", "for k, v in ", ":", "=>", "...", "var.a", ".*", "[*]", "?", "(", ")", "#", "/*",
    "*/", "//", "\n", " ", "é", "\U0001f600", "null", "f(", ",", "!", "==", "dynamic ", "~}", "$$",
]  # fmt: skip


@settings(SLOW, max_examples=200)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
def test_any_text_is_read_or_told(text: str) -> None:
    """Nothing is raised, places stay inside, and what is lost is told."""
    problems: Problems = []
    source = Source("main.tf", text)
    configuration = Configuration("")
    configuration.add(parse_body(source, problems))
    list(comments_of(text))
    run = Run("", Folders(Root(Path(__file__).parent)), Options())
    module = Module(configuration, run)
    with room():
        for block in configuration.outputs.values():
            evaluate(block.body.value("value") or block, module.context)
    for _, span in [*problems, *configuration.problems, *run.problems]:
        assert 0 <= span.start <= span.end <= len(text)
