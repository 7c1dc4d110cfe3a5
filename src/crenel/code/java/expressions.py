"""Java's grammar, lowered: expressions.

A method goes by its name with ``()``, since a field may have the same name. What is called by a
name alone is not read, so it is a ``Word``.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from crenel.code.lowering import Frame, Grammar, Lowering, entries
from crenel.code.syntax import (
    Assign,
    Attribute,
    Blend,
    Call,
    Define,
    Either,
    Entry,
    Fragment,
    Group,
    Index,
    Literal,
    Name,
    Return,
    Sequence,
    Step,
    Test,
    UnitKind,
    Word,
)
from crenel.code.text import number, unescaped, words
from crenel.code.typed import Cast

if TYPE_CHECKING:
    import tree_sitter

JAVA = Grammar("java")

_CONSTANTS = {"true": True, "false": False, "null_literal": None}
_NAMED = {
    "method_invocation": "name",
    "field_access": "field",
    "class_declaration": "name",
    "interface_declaration": "name",
    "enum_declaration": "name",
    "record_declaration": "name",
    "method_declaration": "name",
    "constructor_declaration": "name",
    "variable_declarator": "name",
    "formal_parameter": "name",
    "resource": "name",
    "enhanced_for_statement": "name",
    "catch_formal_parameter": "name",
    "instanceof_expression": "name",
    "enum_constant": "name",
    "lambda_expression": "parameters",
    "annotation": "name",
    "marker_annotation": "name",
    "element_value_pair": "key",
}
"""Where an identifier names a part and reads nothing."""
ACTING = "software.amazon.lambda.powertools."
"""Annotations from here call AWS, or write to the log, around what they stand at."""
_TESTS = words("== != < > <= >= && ||")


@JAVA.leaf("identifier")
def _identifier(low: Lowering, frame: Frame) -> Step:
    text = low.text(frame.node)
    parent = low.frames[-1]
    field = _NAMED.get(parent.kind)
    named = field is not None and low.tables.fields.get(field) == frame.field
    referred = parent.kind == "method_reference" and parent.parts
    if named or referred or parent.kind in {"inferred_parameters", "labeled_statement"}:
        return word(text, frame.node)
    if text[:1].isupper():
        low.module.mentions.add(text)
    return Name(text)


def word(text: str, node: tree_sitter.Node) -> Word:
    """A name that stands somewhere and is not read."""
    made = Word(text)
    made.start, made.end = node.start_byte, node.end_byte
    return made


@JAVA.leaf("type_identifier", "scoped_type_identifier", "array_type", "scoped_identifier")
def _type(low: Lowering, frame: Frame) -> Step:
    text = low.text(frame.node).partition("<")[0]
    low.module.mentions.update(text.split("."))
    return word(text, frame.node)


@JAVA.leave("generic_type")
def _generic(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None


@JAVA.leaf("integral_type", "floating_point_type", "boolean_type", "void_type")
def _primitive(low: Lowering, frame: Frame) -> Step:
    return word(low.text(frame.node), frame.node)


@JAVA.leaf("type_arguments", "asterisk", "dimensions")
def _ignored(low: Lowering, frame: Frame) -> None:
    """Type arguments are not evaluated; the types in them are mentioned."""
    for part in low.text(frame.node).replace("<", " ").replace(">", " ").replace(",", " ").split():
        if part[:1].isupper() and part.isidentifier():
            low.module.mentions.add(part)


@JAVA.leave("annotation", "marker_annotation")
def _annotation(low: Lowering, frame: Frame) -> None:
    """Those of Powertools do something when the function runs: they are calls."""
    node = frame.node.child_by_field_name("name")
    name = low.text(node) if node is not None else ""
    acts = any(
        one.module.startswith(ACTING) and one.module.endswith(f".{name}")
        for one in low.module.imports
    )
    if acts:
        parts = [part for part in frame.parts if isinstance(part, Fragment)]
        given = entries([one for part in parts for one in part.parts])
        named = {key: value for key, value in given if key is not None}
        low.emit(Call(low.emit(Name(name), frame.node), [], named), frame.node)


@JAVA.leave("element_value_pair")
def _pair(low: Lowering, frame: Frame) -> Step | None:
    key, value = low.field(frame, "key"), low.field(frame, "value")
    return Entry(key.id, value) if isinstance(key, Word) and value is not None else None


@JAVA.leaf("true", "false", "null_literal")
def _constant(_low: Lowering, frame: Frame) -> Step:
    return Literal(_CONSTANTS[frame.kind])


@JAVA.leaf("this", "super")
def _self(_low: Lowering, frame: Frame) -> Step:
    return Name(frame.kind)


@JAVA.leaf(
    "decimal_integer_literal",
    "hex_integer_literal",
    "octal_integer_literal",
    "binary_integer_literal",
    "decimal_floating_point_literal",
    "hex_floating_point_literal",
)
def _number(low: Lowering, frame: Frame) -> Step:
    value = number(low.text(frame.node).rstrip("lLfFdD"))
    return Group([]) if value is None else Literal(value)


@JAVA.leaf("string_literal", "character_literal")
def _string(low: Lowering, frame: Frame) -> Step:
    text = low.text(frame.node)
    if text.startswith('"""'):
        return Literal(unescaped(textwrap.dedent(text[3:-3].lstrip(" \t\r").removeprefix("\n"))))
    return Literal(unescaped(text[1:-1]))


@JAVA.leaf("class_literal")
def _class_literal(low: Lowering, frame: Frame) -> Step:
    text = low.text(frame.node)
    low.module.mentions.add(text.removesuffix(".class"))
    return Literal(text)


JAVA.inert("argument_list", "annotation_argument_list")


@JAVA.leave("method_invocation")
def _invocation(low: Lowering, frame: Frame) -> Step | None:
    name, base = low.field(frame, "name"), low.field(frame, "object")
    if not isinstance(name, Word):
        return base
    if base is None:
        return Call(low.emit(Name(f"{name.id}()"), frame.node), _arguments(low, frame), {})
    callee = Attribute(read(low, frame, base), name.id)
    callee.start, callee.end = frame.node.start_byte, name.end
    return Call(callee, _arguments(low, frame), {})


def _arguments(low: Lowering, frame: Frame) -> list[Step]:
    arguments = low.field(frame, "arguments")
    return arguments.parts if isinstance(arguments, Fragment) else []


def read(low: Lowering, frame: Frame, step: Step) -> Step:
    """A word that is read after all: ``List`` in ``List::of``."""
    return low.emit(Name(step.id), frame.node) if isinstance(step, Word) else step


@JAVA.leave("object_creation_expression")
def _creation(low: Lowering, frame: Frame) -> Step | None:
    kind = low.field(frame, "type")
    made = next((part for part in frame.parts if isinstance(part, Define)), None)
    if not isinstance(kind, Word):
        return made
    if made is not None:
        made.unit.bases = [kind]
        return Call(made, _arguments(low, frame), {})
    return Call(low.emit(Name(kind.id), frame.node), _arguments(low, frame), {})


@JAVA.leave("explicit_constructor_invocation")
def _constructor(low: Lowering, frame: Frame) -> Step:
    called = low.field(frame, "constructor")
    name = f"{called.id}()" if isinstance(called, Name) else "super()"
    return Call(low.emit(Name(name), frame.node), _arguments(low, frame), {})


@JAVA.leave("field_access")
def _field(low: Lowering, frame: Frame) -> Step | None:
    base, name = low.field(frame, "object"), low.field(frame, "field")
    return Attribute(base, name.id) if base is not None and isinstance(name, Name) else base


@JAVA.leave("array_access")
def _element(low: Lowering, frame: Frame) -> Step | None:
    base, key = low.field(frame, "array"), low.field(frame, "index")
    return Index(base, key) if base is not None and key is not None else base


@JAVA.leave("array_initializer")
def _array(_low: Lowering, frame: Frame) -> Step:
    return Sequence(frame.parts)


@JAVA.leave("array_creation_expression")
def _new_array(low: Lowering, frame: Frame) -> Step:
    return low.field(frame, "value") or Sequence([])


@JAVA.leave("binary_expression")
def _binary(_low: Lowering, frame: Frame) -> Step:
    operator = frame.node.child_by_field_name("operator")
    test = operator is not None and operator.type in _TESTS
    return Test(frame.parts) if test else Blend(frame.parts)


@JAVA.leave("unary_expression", "update_expression")
def _unary(_low: Lowering, frame: Frame) -> Step:
    return Test(frame.parts)


@JAVA.leave("ternary_expression")
def _conditional(_low: Lowering, frame: Frame) -> Step:
    return Either(frame.parts[1:])


@JAVA.leave("cast_expression")
def _cast(low: Lowering, frame: Frame) -> Step | None:
    kind, value = low.field(frame, "type"), low.field(frame, "value")
    return Cast(kind.id, value) if isinstance(kind, Word) and value is not None else value


@JAVA.leave("instanceof_expression")
def _instance_of(low: Lowering, frame: Frame) -> Step:
    value, kind = low.field(frame, "left"), low.field(frame, "right")
    name = low.field(frame, "name")
    if value is not None and isinstance(kind, Word) and isinstance(name, Word):
        low.unit.types[name.id] = kind.id
        cast = low.emit(Cast(kind.id, value), frame.node)
        low.emit(Assign(name, cast, declares=True), frame.node)
    return Test([])


@JAVA.leave("assignment_expression")
def _assignment(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    operator = frame.node.child_by_field_name("operator")
    if target is None or value is None:
        return value
    adds = operator is not None and operator.type != "="
    low.emit(Assign(target, value, declares=False, adds=adds), frame.node)
    return value


@JAVA.enter("lambda_expression")
def _enter_lambda(low: Lowering, frame: Frame) -> None:
    low.open_unit(frame, UnitKind.FUNCTION, "<lambda>")


@JAVA.leave("lambda_expression")
def _lambda(low: Lowering, frame: Frame) -> Step:
    parameter = low.field(frame, "parameters")
    if isinstance(parameter, Word):
        low.unit.parameters.append((parameter, None))
    body = frame.node.child_by_field_name("body")
    if body is not None and body.type != "block":
        low.emit(Return(low.field(frame, "body")), frame.node)
    return Define(low.close_unit(frame))


@JAVA.leave("inferred_parameters")
def _inferred(low: Lowering, frame: Frame) -> None:
    low.unit.parameters.extend((part, None) for part in frame.parts if isinstance(part, Word))


@JAVA.leave("method_reference")
def _reference(low: Lowering, frame: Frame) -> Step | None:
    """``this::save`` is the method, ``Item::new`` the class."""
    if not frame.parts:
        return None
    base = read(low, frame, frame.parts[0])
    name = frame.parts[1] if len(frame.parts) > 1 else None
    return Attribute(base, f"{name.id}()") if isinstance(name, Word) else base
