"""Java's grammar, lowered: definitions and statements. Expressions are in ``expressions``."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.code.java.expressions import JAVA, word
from crenel.code.lowering import Frame, Lowering
from crenel.code.syntax import (
    Assign,
    Call,
    Catch,
    Define,
    Either,
    Fragment,
    Import,
    Iterate,
    Leave,
    Name,
    Return,
    Spread,
    Step,
    UnitKind,
    Word,
)

__all__ = ["JAVA"]

JAVA.inert(
    "program",
    "block",
    "interface_body",
    "enum_body",
    "enum_body_declarations",
    "expression_statement",
    "constructor_body",
    "finally_clause",
    "static_initializer",
    "synchronized_statement",
    "super_interfaces",
    "superclass",
    "extends_interfaces",
    "type_list",
    "catch_type",
    "resource_specification",
    "switch_block",
    "switch_block_statement_group",
    "labeled_statement",
    "modifiers",
)
JAVA.skip(
    "line_comment",
    "block_comment",
    "type_parameters",
    "throws",
    "permits",
    "annotation_type_declaration",
    "module_declaration",
    "switch_label",
)


@JAVA.leaf("package_declaration")
def _package(low: Lowering, frame: Frame) -> None:
    text = low.text(frame.node).rpartition("package")[2]
    low.module.package = "".join(text.replace(";", " ").split())


@JAVA.leaf("import_declaration")
def _import(low: Lowering, frame: Frame) -> None:
    """``import a.B`` binds B; ``import static a.B.C`` binds C of B; ``a.*`` whatever is there."""
    written = low.text(frame.node).replace(";", " ").split()
    static, name = "static" in written[:2], "".join(written[2 if "static" in written[:2] else 1 :])
    module, _, last = name.rpartition(".")
    if last == "*":
        step = Import(module, [("*", "*")])
    elif static:
        step = Import(module, [(last, last)])
    else:
        step = Import(name, [(None, last)])
    step.start, step.end = frame.node.start_byte, frame.node.end_byte
    low.module.imports.append(step)


@JAVA.enter("class_declaration", "interface_declaration", "enum_declaration", "record_declaration")
def _enter_class(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.CLASS, low.text(name) if name is not None else "<class>")
    outer.functions.append((unit.name, unit))
    if frame.kind == "interface_declaration" or "abstract" in _modifiers(low, frame):
        low.module.abstract.add(unit.name)


def _modifiers(low: Lowering, frame: Frame) -> list[str]:
    """What stands before a declaration: ``public``, ``@Override``."""
    first = frame.node.named_children[0] if frame.node.named_children else None
    return low.text(first).split() if first is not None and first.type == "modifiers" else []


@JAVA.leave("class_declaration", "interface_declaration", "enum_declaration", "record_declaration")
def _class(low: Lowering, frame: Frame) -> Step:
    unit = low.close_unit(frame)
    unit.bases = [
        one for part in frame.parts if isinstance(part, Fragment) for one in _words(part.parts)
    ]
    return Define(unit)


def _words(parts: list[Step]) -> Iterator[Step]:
    """The types that a heading names."""
    pending = list(parts)
    while pending:
        part = pending.pop(0)
        if isinstance(part, Word):
            yield part
        elif isinstance(part, Fragment):
            pending.extend(part.parts)


@JAVA.enter("class_body")
def _enter_body(low: Lowering, frame: Frame) -> None:
    """The body of ``new Foo() { ... }`` is a class without a name."""
    if low.frames[-2].kind in {"object_creation_expression", "enum_constant"}:
        low.open_unit(frame, UnitKind.CLASS, "<anonymous>")


@JAVA.leave("class_body")
def _body(low: Lowering, frame: Frame) -> Step | None:
    return Define(low.close_unit(frame)) if frame.unit is not None else None


@JAVA.enter("method_declaration")
def _enter_method(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.FUNCTION, low.text(name) if name is not None else "")
    unit.overrides = "@Override" in _modifiers(low, frame)
    if frame.node.child_by_field_name("body") is not None:
        outer.functions.append((f"{unit.name}()", unit))


@JAVA.leave("method_declaration")
def _method(low: Lowering, frame: Frame) -> Step:
    kind = low.field(frame, "type")
    unit = low.close_unit(frame)
    unit.answer = kind.id if isinstance(kind, Word) else ""
    return Define(unit)


@JAVA.enter("constructor_declaration", "compact_constructor_declaration")
def _enter_constructor(low: Lowering, frame: Frame) -> None:
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.FUNCTION, "constructor")
    outer.functions.append(("constructor()", unit))


@JAVA.leave("constructor_declaration", "compact_constructor_declaration")
def _constructor(low: Lowering, frame: Frame) -> Step:
    return Define(low.close_unit(frame))


@JAVA.leave("formal_parameter", "catch_formal_parameter")
def _parameter(low: Lowering, frame: Frame) -> Step | None:
    kind, name = low.field(frame, "type"), low.field(frame, "name")
    if isinstance(kind, Word) and isinstance(name, Word):
        low.unit.types[name.id] = kind.id
    return name


@JAVA.leave("spread_parameter")
def _rest(_low: Lowering, frame: Frame) -> Step | None:
    name = frame.parts[-1] if frame.parts else None
    return Spread(name) if isinstance(name, Word) else None


@JAVA.leave("formal_parameters")
def _parameters(low: Lowering, frame: Frame) -> None:
    for part in frame.parts:
        if isinstance(part, Word | Spread):
            low.unit.parameters.append((part, None))


@JAVA.leave("variable_declarator", "resource")
def _declarator(low: Lowering, frame: Frame) -> Step | None:
    name, value, kind = (low.field(frame, one) for one in ("name", "value", "type"))
    if not isinstance(name, Word):
        return value
    if isinstance(kind, Word):
        low.unit.types[name.id] = kind.id
    if value is None:
        return name
    low.emit(Assign(name, value, declares=True), frame.node)
    return name


@JAVA.leave("local_variable_declaration", "field_declaration", "constant_declaration")
def _declaration(low: Lowering, frame: Frame) -> None:
    kind = low.field(frame, "type")
    for part in low.every(frame, "declarator"):
        if isinstance(kind, Word) and isinstance(part, Word) and kind.id != "var":
            low.unit.types[part.id] = kind.id


@JAVA.leave("enum_constant")
def _enum_constant(low: Lowering, frame: Frame) -> None:
    name, arguments = low.field(frame, "name"), low.field(frame, "arguments")
    if isinstance(name, Word):
        given = arguments.parts if isinstance(arguments, Fragment) else []
        made = low.emit(Call(low.emit(Name(low.unit.name), frame.node), given, {}), frame.node)
        low.emit(Assign(word(name.id, frame.node), made, declares=True), frame.node)


@JAVA.before(("enhanced_for_statement", "body"))
def _before_each(low: Lowering, frame: Frame) -> None:
    kind, name, value = (low.field(frame, one) for one in ("type", "name", "value"))
    low.open_arm(frame)
    if isinstance(name, Word) and value is not None:
        if isinstance(kind, Word) and kind.id != "var":
            low.unit.types[name.id] = kind.id
        low.emit(Iterate(name, value), frame.node)


@JAVA.before(
    ("if_statement", "consequence"),
    ("if_statement", "alternative"),
    ("while_statement", "body"),
    ("for_statement", "body"),
)
def _before_arm(low: Lowering, frame: Frame) -> None:
    low.open_arm(frame)


@JAVA.enter("catch_clause", "switch_block_statement_group", "switch_rule")
def _enter_arm(low: Lowering, _frame: Frame) -> None:
    low.open_arm(low.frames[-2])


@JAVA.before(("catch_clause", "body"))
def _catch(low: Lowering, frame: Frame) -> None:
    name = next((part for part in frame.parts if isinstance(part, Word)), None)
    if name is not None:
        low.emit(Catch(name), frame.node)


@JAVA.leave("if_statement")
def _if(_low: Lowering, frame: Frame) -> None:
    frame.exhaustive = frame.node.child_by_field_name("alternative") is not None


@JAVA.leave("switch_rule")
def _rule(_low: Lowering, frame: Frame) -> Step | None:
    """``case x -> value;`` is a value of the whole."""
    last = frame.parts[-1] if frame.parts else None
    return last.parts[0] if isinstance(last, Fragment) and len(last.parts) == 1 else None


@JAVA.leave("switch_expression")
def _switch(low: Lowering, frame: Frame) -> Step | None:
    body = low.field(frame, "body")
    values = [one for one in body.parts if one.index >= 0] if isinstance(body, Fragment) else []
    return Either(values) if values else None


@JAVA.leave("return_statement")
def _return(_low: Lowering, frame: Frame) -> Step:
    return Return(frame.parts[0] if frame.parts else None)


@JAVA.leave("throw_statement", "break_statement", "continue_statement")
def _leave(_low: Lowering, _frame: Frame) -> Step:
    return Leave()


@JAVA.leave("yield_statement")
def _yield(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None
