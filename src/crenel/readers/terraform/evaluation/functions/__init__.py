"""Terraform's functions, one file for each kind; a new file in this folder is found by itself.

Source: the function reference of the Terraform language. A function that is not here gives an
unknown that names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from crenel.folders import load_all
from crenel.model.value import List, Unknown, UnknownKind, Value
from crenel.readers.terraform.evaluation.choices import spread
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.functions.registry import FUNCTIONS, LAZY, Asked
from crenel.readers.terraform.evaluation.values import Failed, is_open
from crenel.readers.terraform.syntax.nodes import Call


def call(node: Call, context: Context) -> Value:
    """The value of a call: for every combination of cases of its arguments."""
    _load()
    asked = Asked(node, context)
    lazy = LAZY.get(node.name)
    if lazy is not None:
        return lazy(node.arguments, asked)
    function = FUNCTIONS.get(node.name)
    values = [evaluate(one, context) for one in node.arguments]
    if function is None:
        cause = f"{node.name}()"
        return Unknown(kind=UnknownKind.UNSUPPORTED, name=cause, span=node.span)
    if node.expand and values:
        return spread(values, lambda leaves: _expanded(leaves, asked), node.span)
    return spread(values, lambda leaves: _called(leaves, asked), node.span)


def _expanded(values: Sequence[Value], asked: Asked) -> Value:
    """``f(list...)``: each element is an argument."""
    last = values[-1]
    if not isinstance(last, List) or (is_open(last) and not last.elements):
        return asked.unknown(last)
    arguments = [*values[:-1], *last.elements]
    return spread(arguments, lambda leaves: _called(leaves, asked), asked.span)


def _called(values: Sequence[Value], asked: Asked) -> Value:
    wrong = next((value for value in values if isinstance(value, Failed)), None)
    return wrong or FUNCTIONS[asked.name](values, asked)


@cache
def _load() -> None:
    load_all(__name__, __path__)
