"""JavaScript's grammar, lowered: definitions and statements. TypeScript is the same with types."""

from __future__ import annotations

from crenel.code.javascript.expressions import JAVASCRIPT
from crenel.code.lowering import Frame, Lowering
from crenel.code.syntax import (
    Assign,
    Attribute,
    Catch,
    Default,
    Define,
    Fragment,
    Iterate,
    Leave,
    Literal,
    Mapping,
    Name,
    Return,
    Sequence,
    Spread,
    Step,
    UnitKind,
)

TYPESCRIPT = JAVASCRIPT.for_language("typescript")
TSX = JAVASCRIPT.for_language("tsx")

__all__ = ["JAVASCRIPT", "TSX", "TYPESCRIPT"]

JAVASCRIPT.inert(
    "class_body",
    "else_clause",
    "expression_statement",
    "lexical_declaration",
    "program",
    "statement_block",
    "switch_body",
    "variable_declaration",
)
JAVASCRIPT.skip(
    "accessibility_modifier",
    "ambient_declaration",
    "comment",
    "decorator",
    "enum_declaration",
    "hash_bang_line",
    "html_comment",
    "implements_clause",
    "interface_declaration",
    "optional_chain",
    "override_modifier",
    "type_alias_declaration",
    "type_annotation",
    "type_arguments",
    "type_parameters",
)


@JAVASCRIPT.enter(
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "arrow_function",
    "method_definition",
)
def _enter_function(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    text = low.text(name) if name is not None else "<function>"
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.FUNCTION, text)
    if frame.kind.endswith("_declaration") or outer.kind is UnitKind.CLASS:
        outer.functions.append((text, unit))


@JAVASCRIPT.leave(
    "function_declaration",
    "function_expression",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
)
def _function(low: Lowering, frame: Frame) -> Step:
    return Define(low.close_unit(frame))


@JAVASCRIPT.leave("arrow_function")
def _arrow(low: Lowering, frame: Frame) -> Step:
    parameter = low.field(frame, "parameter")
    if parameter is not None:
        low.unit.parameters.append((parameter, None))
    body = frame.node.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        low.emit(Return(low.field(frame, "body")), frame.node)
    return Define(low.close_unit(frame))


@JAVASCRIPT.enter("class_declaration", "class", "abstract_class_declaration")
def _enter_class(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.CLASS, low.text(name) if name is not None else "<class>")
    outer.functions.append((unit.name, unit))


@JAVASCRIPT.leave("class_declaration", "class", "abstract_class_declaration")
def _class(low: Lowering, frame: Frame) -> Step:
    unit = low.close_unit(frame)
    unit.bases = [part for part in frame.parts if isinstance(part, Heritage)]
    return Define(unit)


class Heritage(Fragment):
    """``extends Base``."""

    __slots__ = ()


@JAVASCRIPT.leave("class_heritage", "extends_clause")
def _heritage(_low: Lowering, frame: Frame) -> Step:
    return Heritage(frame.parts)


@JAVASCRIPT.leave("field_definition", "public_field_definition")
def _field(low: Lowering, frame: Frame) -> Step | None:
    name = low.field(frame, "property") or low.field(frame, "name")
    value = low.field(frame, "value")
    return Assign(name, value, declares=True) if isinstance(name, Name) and value else None


@JAVASCRIPT.leave("formal_parameters")
def _parameters(low: Lowering, frame: Frame) -> None:
    for part in frame.parts:
        if isinstance(part, Assign):
            low.unit.parameters.append((part.target, part.value))
        elif isinstance(part, Name | Spread | Mapping | Sequence):
            low.unit.parameters.append((part, None))


@JAVASCRIPT.leave("required_parameter", "optional_parameter")
def _parameter(low: Lowering, frame: Frame) -> Step | None:
    pattern, value = low.field(frame, "pattern"), low.field(frame, "value")
    first = frame.node.children[0].type if frame.node.children else ""
    if first in {"accessibility_modifier", "readonly"} and isinstance(pattern, Name):
        this = low.emit(Name("this"), frame.node)
        target = low.emit(Attribute(this, pattern.id), frame.node)
        low.emit(Assign(target, pattern, declares=False), frame.node)
    return Default(pattern, value, declares=True) if pattern and value else pattern


@JAVASCRIPT.leave("variable_declarator")
def _declarator(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "name"), low.field(frame, "value")
    if target is None or low.frames[-1].kind == "for_in_statement":
        return target
    value = value or low.emit(Literal(None), frame.node)
    _named(target, value)
    return Assign(target, value, declares=True)


def _named(target: Step, value: Step) -> None:
    """An anonymous function takes the name it is given."""
    if isinstance(value, Define) and value.unit.name.startswith("<"):
        name = target.id if isinstance(target, Name) else getattr(target, "name", "")
        value.unit.name = name or value.unit.name


@JAVASCRIPT.leave("assignment_expression", "augmented_assignment_expression")
def _assignment(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    if target is None or value is None:
        return value
    _named(target, value)
    adds = frame.kind.startswith("augmented")
    low.emit(Assign(target, value, declares=False, adds=adds), frame.node)
    return value


@JAVASCRIPT.before(("for_in_statement", "body"))
def _before_loop(low: Lowering, frame: Frame) -> None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    low.open_arm(frame)
    if target and value:
        low.emit(Iterate(target, value), frame.node)


@JAVASCRIPT.before(
    ("if_statement", "consequence"),
    ("if_statement", "alternative"),
    ("while_statement", "body"),
    ("for_statement", "body"),
    ("try_statement", "handler"),
)
def _before_arm(low: Lowering, frame: Frame) -> None:
    low.open_arm(frame)


@JAVASCRIPT.enter("switch_case", "switch_default")
def _enter_case(low: Lowering, _frame: Frame) -> None:
    low.open_arm(low.frames[-2])


@JAVASCRIPT.leave("if_statement")
def _if(_low: Lowering, frame: Frame) -> None:
    frame.exhaustive = frame.node.child_by_field_name("alternative") is not None


@JAVASCRIPT.before(("catch_clause", "body"))
def _catch(low: Lowering, frame: Frame) -> None:
    target = low.field(frame, "parameter")
    if target is not None:
        low.emit(Catch(target), frame.node)


@JAVASCRIPT.leave("return_statement")
def _return(_low: Lowering, frame: Frame) -> Step:
    return Return(frame.parts[0] if frame.parts else None)


@JAVASCRIPT.leave("throw_statement", "break_statement", "continue_statement")
def _leave(_low: Lowering, _frame: Frame) -> Step:
    return Leave()
