"""Templates: text put together of literals, holes and directives."""

from __future__ import annotations

from crenel.model.guard import Guard
from crenel.model.value import List, Map, Value, known
from crenel.readers.terraform.evaluation import truths
from crenel.readers.terraform.evaluation.choices import chosen, spread
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.loops import bindings_of, pairs_of
from crenel.readers.terraform.evaluation.texts import text_of
from crenel.readers.terraform.evaluation.values import derived, is_open
from crenel.readers.terraform.syntax.nodes import Literal, Node, Template, TemplateFor, TemplateIf


def template(node: Template, context: Context) -> Value:
    """The text of a template; one that is a single hole is that hole's value."""
    from crenel.readers.terraform.evaluation.evaluate import evaluate  # noqa: PLC0415 - recursive

    parts = node.parts
    if len(parts) == 1 and not _is_text(parts[0]):
        return evaluate(parts[0], context)
    values = [_part(part, context) for part in parts]
    if any(isinstance(value, List | Map) for value in values):
        return derived(*values, span=node.span, name="a collection in a text")
    return spread(values, lambda leaves: text_of(leaves, node.span), node.span)


def _is_text(part: Node) -> bool:
    """A stretch of text or a directive, not a hole."""
    text = isinstance(part, Literal) and isinstance(part.value, str)
    return text or isinstance(part, TemplateIf | TemplateFor)


def _part(node: Node, context: Context) -> Value:
    from crenel.readers.terraform.evaluation.evaluate import evaluate  # noqa: PLC0415 - recursive

    if isinstance(node, Literal) and isinstance(node.value, str):
        return known(node.value, node.span)
    if isinstance(node, TemplateIf):
        return _if(node, context)
    if isinstance(node, TemplateFor):
        return _for(node, context)
    return evaluate(node, context)


def _if(node: TemplateIf, context: Context) -> Value:
    from crenel.readers.terraform.evaluation.evaluate import (  # noqa: PLC0415 - recursive
        condition_cases,
        evaluate,
    )

    condition = evaluate(node.condition, context)
    branches: list[tuple[Guard, Value]] = []
    for guard, answer in condition_cases(condition, node.condition, context):
        branch = node.yes if truths.boolean(answer) else node.no
        branches.append((guard, _body(branch, context)))
    return chosen(branches, node.span)


def _for(node: TemplateFor, context: Context) -> Value:
    from crenel.readers.terraform.evaluation.evaluate import evaluate  # noqa: PLC0415 - recursive

    collection = evaluate(node.collection, context)
    return spread([collection], lambda one: _repeated(one[0], node, context), node.span)


def _repeated(collection: Value, node: TemplateFor, context: Context) -> Value:
    pairs = None if is_open(collection) else pairs_of(collection)
    if pairs is None:
        return derived(collection, span=node.span)
    bodies = [
        _body(node.body, context.bound(bindings_of((node.key, node.name), key, value)))
        for key, value in pairs
    ]
    return spread(bodies, lambda leaves: text_of(leaves, node.span), node.span)


def _body(node: Template, context: Context) -> Value:
    values = [_part(part, context) for part in node.parts]
    return spread(values, lambda leaves: text_of(leaves, node.span), node.span)
