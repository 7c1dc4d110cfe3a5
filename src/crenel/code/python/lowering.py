"""Python's grammar, lowered: definitions and statements. Expressions are in ``expressions``."""

from __future__ import annotations

from crenel.code.lowering import Frame, Lowering
from crenel.code.python.expressions import PYTHON
from crenel.code.syntax import (
    Assign,
    Catch,
    Decorated,
    Default,
    Define,
    Fragment,
    Import,
    Iterate,
    Leave,
    Name,
    Outer,
    Return,
    Spread,
    Step,
    UnitKind,
)

__all__ = ["PYTHON"]

PYTHON.inert("module", "block", "expression_statement", "else_clause", "finally_clause")
PYTHON.skip("comment", "type", "type_parameter", "line_continuation")


@PYTHON.enter("function_definition", "lambda")
def _enter_function(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    text = low.text(name) if name is not None else "<lambda>"
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.FUNCTION, text)
    if name is not None:
        outer.functions.append((text, unit))


@PYTHON.leave("function_definition")
def _function(low: Lowering, frame: Frame) -> Step:
    return Define(low.close_unit(frame))


@PYTHON.leave("lambda")
def _lambda(low: Lowering, frame: Frame) -> Step:
    body = low.field(frame, "body")
    low.emit(Return(body), frame.node)
    return Define(low.close_unit(frame))


@PYTHON.enter("class_definition")
def _enter_class(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.CLASS, low.text(name) if name is not None else "")
    outer.functions.append((unit.name, unit))


@PYTHON.leave("class_definition")
def _class(low: Lowering, frame: Frame) -> Step:
    unit = low.close_unit(frame)
    superclasses = low.field(frame, "superclasses")
    unit.bases = superclasses.parts if isinstance(superclasses, Fragment) else []
    return Define(unit)


@PYTHON.leave("decorated_definition")
def _decorated(_low: Lowering, frame: Frame) -> Step | None:
    if not frame.parts:
        return None
    *decorators, define = frame.parts
    return Decorated(define, decorators) if isinstance(define, Define) else define


@PYTHON.leave("parameters", "lambda_parameters")
def _parameters(low: Lowering, frame: Frame) -> None:
    for part in frame.parts:
        if isinstance(part, Assign):
            low.unit.parameters.append((part.target, part.value))
        elif isinstance(part, Name | Spread):
            low.unit.parameters.append((part, None))


@PYTHON.leave("default_parameter", "typed_default_parameter")
def _default(low: Lowering, frame: Frame) -> Step | None:
    name, value = low.field(frame, "name"), low.field(frame, "value")
    return Default(name, value, declares=True) if name and value else None


@PYTHON.leave("assignment")
def _assignment(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    if target is None or value is None:
        return None
    low.emit(Assign(target, value, declares=True), frame.node)
    return value


@PYTHON.leave("augmented_assignment")
def _augmented(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    return Assign(target, value, declares=True, adds=True) if target and value else None


@PYTHON.leave("named_expression")
def _named(low: Lowering, frame: Frame) -> Step | None:
    name, value = low.field(frame, "name"), low.field(frame, "value")
    if name and value:
        low.emit(Assign(name, value, declares=True), frame.node)
    return value


@PYTHON.leave("as_pattern")
def _as(low: Lowering, frame: Frame) -> Step | None:
    value, target = (*frame.parts, None, None)[:2]
    if value is None or target is None:
        return value
    caught = bool(low.frames) and low.frames[-1].kind == "except_clause"
    low.emit(Catch(target) if caught else Assign(target, value, declares=True), frame.node)
    return value


@PYTHON.before(("for_statement", "body"))
def _before_loop(low: Lowering, frame: Frame) -> None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    low.open_arm(frame)
    if target and value:
        low.emit(Iterate(target, value), frame.node)


@PYTHON.before(
    ("if_statement", "consequence"),
    ("if_statement", "alternative"),
    ("while_statement", "body"),
    ("match_statement", "alternative"),
)
def _before_arm(low: Lowering, frame: Frame) -> None:
    low.open_arm(frame)


@PYTHON.enter("except_clause", "except_group_clause", "case_clause")
def _enter_arm(low: Lowering, _frame: Frame) -> None:
    low.open_arm(low.frames[-2])


@PYTHON.leave("if_statement")
def _if(_low: Lowering, frame: Frame) -> None:
    named = frame.node.named_children
    frame.exhaustive = bool(named) and named[-1].type == "else_clause"


@PYTHON.leave("return_statement")
def _return(_low: Lowering, frame: Frame) -> Step:
    return Return(frame.parts[0] if frame.parts else None)


@PYTHON.leave("raise_statement", "break_statement", "continue_statement")
def _leave(_low: Lowering, _frame: Frame) -> Step:
    return Leave()


@PYTHON.leave("global_statement", "nonlocal_statement")
def _outer(_low: Lowering, frame: Frame) -> Step:
    return Outer([part.id for part in frame.parts if isinstance(part, Name)])


@PYTHON.leave("import_statement")
def _import(low: Lowering, frame: Frame) -> None:
    for part in frame.parts:
        if isinstance(part, Alias):
            _emit_import(low, frame, part.name, [(None, part.alias)], 0)
        elif isinstance(part, Name):
            _emit_import(low, frame, part.id, [(None, part.id.partition(".")[0])], 0)


class Alias(Fragment):
    """``name as alias``."""

    __slots__ = ("alias", "name")

    def __init__(self, name: str, alias: str) -> None:
        super().__init__([])
        self.name = name
        self.alias = alias


@PYTHON.leave("aliased_import")
def _aliased(low: Lowering, frame: Frame) -> Step | None:
    name, alias = low.field(frame, "name"), low.field(frame, "alias")
    if isinstance(name, Name) and isinstance(alias, Name):
        return Alias(name.id, alias.id)
    return name


@PYTHON.leaf("dotted_name", "relative_import")
def _dotted(low: Lowering, frame: Frame) -> Step:
    return Name("".join(low.text(frame.node).split()))


@PYTHON.leave("import_from_statement")
def _import_from(low: Lowering, frame: Frame) -> None:
    module = low.field(frame, "module_name")
    if not isinstance(module, Name):
        return
    bindings: list[tuple[str | None, str]] = []
    for part in low.every(frame, "name"):
        if isinstance(part, Alias):
            bindings.append((part.name, part.alias))
        elif isinstance(part, Name):
            bindings.append((part.id, part.id))
    if (
        len(frame.node.named_children) > 1
        and frame.node.named_children[-1].type == "wildcard_import"
    ):
        bindings.append(("*", "*"))
    bare = module.id.lstrip(".")
    _emit_import(low, frame, bare, bindings, len(module.id) - len(bare))


def _emit_import(
    low: Lowering, frame: Frame, module: str, bindings: list[tuple[str | None, str]], level: int
) -> None:
    step = Import(module, bindings, level)
    low.emit(step, frame.node)
    low.module.imports.append(step)
