"""Variables -> values: passed by the caller, given by a person, by default, or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from crenel.model.provenance import How, Step
from crenel.model.value import Absent, List, Map, Scalar, Unknown, UnknownKind, Value
from crenel.readers.terraform.evaluation.context import Context, NoNames
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.values import placed
from crenel.readers.terraform.modules.narrowing import allowed_by
from crenel.readers.terraform.modules.types import converted, parsed, word_of
from crenel.readers.terraform.syntax.nodes import Block, Literal, Node

if TYPE_CHECKING:
    from crenel.readers.terraform.modules.module import Module


def variable_value(name: str, block: Block, module: Module) -> Value:
    """The value of a variable in one instance of its module."""
    constraint = parsed(block.body.value("type"))
    value = _written(name, block, constraint, module)
    return converted(value, constraint, module.context)


def _written(name: str, block: Block, constraint: Node | None, module: Module) -> Value:
    default = block.body.value("default")
    if module.call is not None:
        return _passed(name, block, default, module)
    given = module.run.inputs.get(name, word_of(constraint))
    if given is not None:
        value = evaluate(given.node, Context(NoNames(module, "a file of values")))
        value = placed(value, block.span) if given.by_plan else value
        return value.stepped(Step(given.step.how, given.step.detail, given.step.span or block.span))
    if default is not None:
        step = Step(How.PARAMETER_DEFAULT, f"default of parameter {name}", default.span)
        return deep(evaluate(default, module.context), step)
    allowed: tuple[Scalar, ...] = allowed_by(name, block)
    return Unknown(kind=UnknownKind.PARAMETER, name=name, allowed=allowed, span=block.span)


def _passed(name: str, block: Block, default: Node | None, module: Module) -> Value:
    """What the caller passes; its null is a null, but where the variable says otherwise."""
    assert module.call is not None  # noqa: S101 - asked of called modules only
    node = module.call.block.body.value(name)
    if node is not None:
        value = evaluate(node, module.call.context)
        nullable = block.body.value("nullable")
        refuses = isinstance(nullable, Literal) and nullable.value is False
        if not refuses or default is None:
            return value
        return value.or_else(evaluate(default, module.context))
    if default is not None:
        return evaluate(default, module.context)
    module.note(f"{module.prefix[:-1]} is given no {name}", module.call.block.span)
    return Unknown(kind=UnknownKind.PARAMETER, name=f"{module.prefix}{name}", span=block.span)


def deep(value: Value, step: Step) -> Value:
    """The value, and all values in it, with one more step."""
    if isinstance(value, Absent):
        return value
    if isinstance(value, List):
        elements = tuple(deep(one, step) for one in value.elements)
        return msgspec.structs.replace(value, elements=elements, via=step)
    if isinstance(value, Map):
        content = {key: deep(one, step) for key, one in value.content.items()}
        return msgspec.structs.replace(value, content=content, via=step)
    return value.stepped(step)
