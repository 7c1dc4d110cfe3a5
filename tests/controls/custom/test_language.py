"""Expressions: what they say in three values, and how mistakes are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.controls.custom.language.meaning import Expression, variable
from crenel.controls.custom.language.tokens import Mistake
from crenel.model.entities import EntryKind, EntryPoint, Function
from crenel.model.guard import Atom, Guard
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import Choice, Unknown, UnknownKind, known, mapping, sequence

SPAN = Span(Source("t", "x"), 0, 1)
ORIGIN = Origin("t", "F", "AWS::Lambda::Function", SPAN)
OPEN = Unknown(kind=UnknownKind.PARAMETER, name="P")
PROD = Guard(((Atom("Stage", "prod"), True),))
FUNCTION = Function(
    id="F",
    origin=ORIGIN,
    name=known("payments-a"),
    timeout=known(20),
    memory=OPEN,
    environment=mapping({"DEBUG": known("1"), "TABLE": OPEN}),
    layers=sequence([known("arn:a"), known("arn:b")]),
    tracing=Choice(
        branches=((PROD, known("Active")), *((n, known("Off")) for n in PROD.negations()))
    ),
    snap_start=known(True),
)


def says(text):
    return Expression(text, Function).about(FUNCTION)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("function.timeout > 10", True),
        ("function.timeout >= 20 && function.timeout <= 20", True),
        ("10 < function.timeout", True),
        ("function.timeout < 20", False),
        ("function.memory > 128", None),
        ("function.memory > 128 && function.timeout < 5", False),
        ("function.memory > 128 || function.timeout > 5", True),
        ("!(function.memory > 128)", None),
        ("function.memory != 128", None),
        ("has(function.timeout)", True),
        ("has(function.dead_letter)", False),
        ("function.dead_letter == 'x'", False),
        ('function.name.startsWith("payments-")', True),
        ("function.name.endsWith('-b')", False),
        ("function.name.contains('men')", True),
        ("function.name.matches('^pay.*a$')", True),
        ("function.name in ['payments-a', 'b']", True),
        ("'arn:b' in function.layers", True),
        ("function.layers.exists(one, one.endsWith('c'))", False),
        ("function.layers.all(one, one.startsWith('arn:'))", True),
        (
            "function.environment.exists(k, k.startsWith('DEB') && function.environment[k] == '1')",
            True,
        ),
        ("function.environment.TABLE == 'x'", None),
        ("function.environment['TABLE'] == 'x'", None),
        ("function.environment.exists(key, function.environment[key] == 'x')", None),
        ("function.snap_start", True),
        ("!function.snap_start", False),
        ("function.timeout > -1", True),
        ("true", True),
    ],
)
def test_what_it_says(text, value):
    assert says(text).value is value


def test_a_condition_stays_a_condition():
    answer = says("function.tracing == 'Active'")
    assert answer.value is None
    assert answer.possible
    assert not answer.certain


def test_enumerations_are_words():
    entry = EntryPoint(id="E", origin=ORIGIN, kind=EntryKind.FUNCTION_URL)
    assert variable(EntryPoint) == "entry_point"
    assert Expression("entry_point.kind == 'function-url'", EntryPoint).about(entry).certain


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "ends too early"),
        ("function.", "the name of a field is missing"),
        ("function.timeot > 1", "did you mean timeout?"),
        ("funktion.timeout > 1", "there is no 'funktion'"),
        ("function.timeout > 1)", "too much"),
        ("(function.timeout > 1", r"'\)' is missing"),
        ("function.name.lower('x')", "there is no method 'lower'"),
        ("function.name.startsWith(function.name)", "takes a text in quotes"),
        ("function.name.matches('(')", "no regular expression"),
        ("function.name.exists(one)", "',' is missing"),
        ("function.timeout = 1", "'=' means nothing"),
        ("(function.timeout > 1) == true", "a value is wanted"),
        ("has(function.timeout > 1)", "a value is wanted"),
        ("(" * 60 + "true" + ")" * 60, "nests more than"),
        ("true || " * 1000 + "true", "more than 4,000"),
    ],
)
def test_a_mistake_is_told(text, told):
    with pytest.raises(Mistake, match=told):
        Expression(text, Function)


@given(st.text(alphabet="fun.ctiome()[]!&|<>= '\"1,has", max_size=40))
def test_no_text_is_too_much(text):
    try:
        Expression(text, Function).about(FUNCTION)
    except Mistake as mistake:
        assert 0 <= mistake.offset <= len(text)


ATOMS = {"true": True, "false": False, "function.memory > 1": None}


def kleene(node):
    if isinstance(node, str):
        return node, ATOMS[node]
    word, *inner = node
    texts, values = zip(*map(kleene, inner), strict=True)
    if word == "!":
        return f"!({texts[0]})", None if values[0] is None else not values[0]
    decisive = word == "||"
    joined = f"({texts[0]}) {word} ({texts[1]})"
    if decisive in values:
        return joined, decisive
    return joined, None if None in values else not decisive


@given(
    st.recursive(
        st.sampled_from(list(ATOMS)),
        lambda inner: st.one_of(
            st.tuples(st.just("!"), inner),
            st.tuples(st.sampled_from(["&&", "||"]), inner, inner),
        ),
        max_leaves=8,
    )
)
def test_it_is_kleenes_logic(node):
    text, value = kleene(node)
    assert says(text).value is value
