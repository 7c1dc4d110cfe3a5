"""Nodes -> values. One function for each kind of expression."""

from __future__ import annotations

from collections.abc import Callable

from crenel.model.provenance import How, Step
from crenel.model.value import (
    Absent,
    List,
    Map,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.readers.terraform.allowance import MAX_DEPTH, MAX_WEIGHT
from crenel.readers.terraform.evaluation import access, operators, truths
from crenel.readers.terraform.evaluation.choices import Branches, chosen, each, spread
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.loops import for_expression
from crenel.readers.terraform.evaluation.templates import template
from crenel.readers.terraform.evaluation.values import OpenMap, derived, failed, word
from crenel.readers.terraform.syntax.nodes import (
    Attr,
    Binary,
    Call,
    Conditional,
    For,
    Index,
    Literal,
    Name,
    Node,
    Object,
    Splat,
    Template,
    TemplateFor,
    TemplateIf,
    Tuple,
    Unary,
    Unreadable,
)

Handler = Callable[[Node, Context], Value]


def evaluate(node: Node, context: Context) -> Value:
    """The value of an expression."""
    if type(node) is Literal:
        return _literal(node, context)
    allowance = context.names.allowance
    if allowance.depth >= MAX_DEPTH:
        context.names.note(f"expressions nested more than {MAX_DEPTH} deep", node.span)
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="depth", span=node.span)
    if not allowance.steps():
        for what in allowance.overdrawn():
            context.names.note(f"too many {what}: the rest is not read", node.span)
        return Unknown(kind=UnknownKind.OVER_BUDGET, name="value", span=node.span)
    allowance.depth += 1
    try:
        value = _HANDLERS[type(node)](node, context)
    finally:
        allowance.depth -= 1
    return _weighed(value, node, context) if type(node) in _GROWING else value


def _weighed(value: Value, node: Node, context: Context) -> Value:
    """The value, unless it holds more than is followed: a few lines can double a list often."""
    if not isinstance(value, List | Map) or context.names.allowance.weight(value) <= MAX_WEIGHT:
        return value
    context.names.note(f"more than {MAX_WEIGHT:,} values in one: they are not read", node.span)
    return Unknown(kind=UnknownKind.OVER_BUDGET, name="values", span=node.span)


def _literal(node: Literal, _: Context) -> Value:
    return Absent(span=node.span) if node.value is None else known(node.value, node.span)


def _unreadable(node: Unreadable, _: Context) -> Value:
    return Unknown(kind=UnknownKind.MALFORMED, name=node.reason, span=node.span)


# -- references ------------------------------------------------------------------------------------


def _reference(node: Node, context: Context) -> Value:
    """A chain of names: as many of them as the module knows together, then one by one."""
    path, chain = [], node
    while type(chain) is Attr:
        path.append(chain.name)
        chain = chain.base
    if type(chain) is not Name:
        return _member(node, context)
    path.append(chain.name)
    path.reverse()
    value, used = _start(path, node, context)
    for name in path[used:]:
        value = access.attribute(value, name, node.span)
    return value


def _start(path: list[str], node: Node, context: Context) -> tuple[Value, int]:
    bound = context.bindings.get(path[0])
    return (bound, 1) if bound is not None else context.names.lookup(path, node.span)


def _member(node: Node, context: Context) -> Value:
    assert isinstance(node, Attr)  # noqa: S101 - chains of names are elsewhere
    return access.attribute(evaluate(node.base, context), node.name, node.span)


def _index(node: Index, context: Context) -> Value:
    base, key = evaluate(node.base, context), evaluate(node.key, context)
    return access.element(base, key, node.span)


def _splat(node: Splat, context: Context) -> Value:
    def step(value: Value) -> Value:
        for one in node.steps:
            if isinstance(one, str):
                value = access.attribute(value, one, node.span)
            else:
                value = access.element(value, evaluate(one, context), node.span)
        return value

    return access.splat(evaluate(node.base, context), step, node.span)


# -- operators -------------------------------------------------------------------------------------


def _unary(node: Unary, context: Context) -> Value:
    operand = evaluate(node.operand, context)
    return each(operand, lambda leaf: operators.unary(node.sign, leaf, node.span))


def _binary(node: Binary, context: Context) -> Value:
    left = evaluate(node.left, context)
    if node.sign in ("&&", "||"):
        return _logical(node, left, context)
    right = evaluate(node.right, context)
    span = node.span
    return spread(
        [left, right], lambda pair: operators.binary(node.sign, pair[0], pair[1], span), span
    )


def _logical(node: Binary, left: Value, context: Context) -> Value:
    """The right side counts only where the left one does not decide."""
    decisive = node.sign == "||"
    if truths.boolean(left) is decisive:
        return known(decisive, node.span, left.via)
    right = evaluate(node.right, context)
    sides = (
        _as_truth(left, node.left, context),
        _as_truth(right, node.right, context),
    )
    span = node.span
    return spread(sides, lambda pair: operators.logical(node.sign, pair[0], pair[1], span), span)


def _as_truth(value: Value, node: Node, context: Context) -> Value:
    """A condition as a known truth value in each case; what failed stays so."""
    return chosen(condition_cases(value, node, context), node.span)


def condition_cases(value: Value, node: Node, context: Context) -> Branches:
    """When a condition holds."""
    return truths.truth_of(value, _label(node), context.names.prefix)


def _label(node: Node) -> str:
    text = " ".join(node.text.split())
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - one line


def _conditional(node: Conditional, context: Context) -> Value:
    condition = evaluate(node.condition, context)
    cases = condition_cases(condition, node.condition, context)
    wanted = {truths.boolean(answer) for _, answer in cases}
    yes = evaluate(node.yes, context) if True in wanted else None
    no = evaluate(node.no, context) if False in wanted else None
    branches = []
    for guard, answer in cases:
        value = yes if truths.boolean(answer) else no
        if value is not None:
            branches.append((guard, _by_condition(value, answer, node)))
    return chosen(branches, node.span)


def _by_condition(value: Value, answer: Value, node: Conditional) -> Value:
    """A value that rests on what a condition rests on, remembers it."""
    if answer.via is None:
        return value
    soft = next((one for one in answer.via.chain() if one.how is How.PARAMETER_DEFAULT), None)
    if soft is None:
        return value
    label = _label(node.condition)
    stepped = value.stepped(Step(soft.how, soft.detail, soft.span))
    return stepped.stepped(Step(How.CONDITION, f"{label} is {answer.text()}", node.condition.span))


# -- collections -----------------------------------------------------------------------------------


def _tuple(node: Tuple, context: Context) -> Value:
    return List(elements=tuple(evaluate(one, context) for one in node.items), span=node.span)


def _object(node: Object, context: Context) -> Value:
    content, keys = {}, {}
    extra: list[Value] = []
    for key, value in node.pairs:
        if type(key) is Literal:
            name = None if key.value is None else known(key.value).text()
        else:
            name = word(evaluate(key, context))
        if name is None:
            extra.append(evaluate(value, context))
            continue
        content[name] = evaluate(value, context)
        keys[name] = key.span
    if extra:
        return OpenMap(content=content, keys=keys, each=chosen_of(extra), span=node.span)
    return Map(content=content, keys=keys, span=node.span)


def chosen_of(values: list[Value]) -> Value:
    """Some one of several values; which, is not known."""
    return values[0] if len(values) == 1 else derived(*values)


def _call(node: Call, context: Context) -> Value:
    from crenel.readers.terraform.evaluation.functions import (  # noqa: PLC0415 - it evaluates, too
        call,
    )

    return call(node, context)


def _template(node: Template, context: Context) -> Value:
    return template(node, context)


def _for(node: For, context: Context) -> Value:
    return for_expression(node, context)


def _not_alone(node: Node, _: Context) -> Value:
    return failed("a directive stands outside of a template", node.span)


_GROWING = frozenset({Tuple, Object, Call, For, Splat})

_HANDLERS: dict[type[Node], Callable[..., Value]] = {
    Literal: _literal,
    Unreadable: _unreadable,
    Name: _reference,
    Attr: _reference,
    Index: _index,
    Splat: _splat,
    Unary: _unary,
    Binary: _binary,
    Conditional: _conditional,
    Tuple: _tuple,
    Object: _object,
    Call: _call,
    Template: _template,
    TemplateIf: _not_alone,
    TemplateFor: _not_alone,
    For: _for,
}
