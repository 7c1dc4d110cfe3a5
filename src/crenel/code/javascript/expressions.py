"""JavaScript's grammar, lowered: expressions and patterns."""

from __future__ import annotations

from crenel.code.lowering import Frame, Grammar, Lowering, computed, entries
from crenel.code.syntax import (
    Attribute,
    Blend,
    Call,
    Default,
    Define,
    Either,
    Entry,
    Fallback,
    Fragment,
    Group,
    Import,
    Index,
    Literal,
    Mapping,
    Name,
    Sequence,
    Spread,
    Step,
    Test,
    Word,
)
from crenel.code.text import number, unescaped

JAVASCRIPT = Grammar("javascript")

_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None, "regex": ""}
_MEMBERS = frozenset({"property_identifier", "private_property_identifier"})
_SPECIFIERS = frozenset({"import_specifier", "export_specifier", "namespace_export"})
_CHOOSING = frozenset({"||", "&&", "??"})
_COMPARING = frozenset({"==", "===", "!=", "!==", "<", ">", "<=", ">=", "in", "instanceof"})


@JAVASCRIPT.leaf(
    "identifier",
    "property_identifier",
    "private_property_identifier",
    "type_identifier",
    "statement_identifier",
    "this",
    "super",
    "import",
)
def _identifier(low: Lowering, frame: Frame) -> Step:
    word = frame.kind in _MEMBERS or low.frames[-1].kind in _SPECIFIERS
    return (Word if word else Name)(low.text(frame.node))


@JAVASCRIPT.leaf("true", "false", "null", "undefined", "regex")
def _constant(_low: Lowering, frame: Frame) -> Step:
    return Literal(_CONSTANTS[frame.kind])


@JAVASCRIPT.leaf("number")
def _number(low: Lowering, frame: Frame) -> Step:
    return Literal(number(low.text(frame.node)))


@JAVASCRIPT.leaf("string")
def _string(low: Lowering, frame: Frame) -> Step:
    return Literal(unescaped(low.text(frame.node)[1:-1]))


@JAVASCRIPT.leaf("string_fragment", "escape_sequence")
def _fragment(low: Lowering, frame: Frame) -> Step:
    return Literal(unescaped(low.text(frame.node)))


@JAVASCRIPT.leave("template_string")
def _template(_low: Lowering, frame: Frame) -> Step:
    parts = frame.parts
    if all(isinstance(part, Literal) for part in parts):
        return Literal("".join(str(part.value) for part in parts if isinstance(part, Literal)))
    return Blend(parts)


@JAVASCRIPT.leave("member_expression")
def _member(low: Lowering, frame: Frame) -> Step | None:
    base, name = low.field(frame, "object"), low.field(frame, "property")
    return Attribute(base, name.id) if base and isinstance(name, Name) else base


@JAVASCRIPT.leave("subscript_expression")
def _subscript(low: Lowering, frame: Frame) -> Step | None:
    base, key = low.field(frame, "object"), low.field(frame, "index")
    return Index(base, key) if base and key else base


@JAVASCRIPT.leave("call_expression", "new_expression")
def _call(low: Lowering, frame: Frame) -> Step | None:
    callee = low.field(frame, "function") or low.field(frame, "constructor")
    arguments = low.field(frame, "arguments")
    if callee is None:
        return None
    parts = arguments.parts if isinstance(arguments, Fragment) else [arguments] if arguments else []
    call = Call(callee, parts, {})
    if isinstance(callee, Name) and callee.id in {"require", "import"}:
        _require(low, frame, parts)
    return call


def _require(low: Lowering, frame: Frame, parts: list[Step]) -> None:
    module = parts[0].value if len(parts) == 1 and isinstance(parts[0], Literal) else None
    if isinstance(module, str):
        step = Import(module, [])
        step.start, step.end = frame.node.start_byte, frame.node.end_byte
        low.module.imports.append(step)


JAVASCRIPT.inert("arguments")


@JAVASCRIPT.leave("binary_expression")
def _binary(low: Lowering, frame: Frame) -> Step:
    node = frame.node.child_by_field_name("operator")
    operator = low.text(node) if node is not None else ""
    if operator in _CHOOSING:
        return Fallback(frame.parts) if operator != "&&" else Either(frame.parts)
    return Test(frame.parts) if operator in _COMPARING else Blend(frame.parts)


@JAVASCRIPT.leave("unary_expression", "update_expression")
def _unary(low: Lowering, frame: Frame) -> Step | None:
    text = low.parsed.text(frame.node.start_byte, frame.node.start_byte + 1)
    if text == "v" or not frame.parts:  # void
        return Literal(None)
    return Blend(frame.parts) if text in "+-~" else Test(frame.parts)


@JAVASCRIPT.leave("ternary_expression")
def _ternary(_low: Lowering, frame: Frame) -> Step:
    return Either(frame.parts[1:] or frame.parts)


@JAVASCRIPT.leave("sequence_expression", "type_assertion")
def _last(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[-1] if frame.parts else None


@JAVASCRIPT.leave("as_expression", "satisfies_expression", "non_null_expression")
def _first(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if frame.parts else None


@JAVASCRIPT.leave("array", "array_pattern")
def _array(_low: Lowering, frame: Frame) -> Step:
    return Sequence(frame.parts)


@JAVASCRIPT.leave("spread_element", "rest_pattern")
def _spread(_low: Lowering, frame: Frame) -> Step | None:
    return Spread(frame.parts[0]) if frame.parts else None


@JAVASCRIPT.leaf("shorthand_property_identifier", "shorthand_property_identifier_pattern")
def _shorthand(low: Lowering, frame: Frame) -> Step:
    name = Name(low.text(frame.node))
    low.emit(name, frame.node)
    return Entry(name.id, name)


@JAVASCRIPT.leave("pair", "pair_pattern")
def _pair(low: Lowering, frame: Frame) -> Step | None:
    key, value = low.field(frame, "key"), low.field(frame, "value")
    if value is None:
        return key
    name = key.id if isinstance(key, Name) else getattr(key, "value", None)
    known = str(name) if name is not None else None
    return Entry(known, value, key if known is None else None)


@JAVASCRIPT.leave("computed_property_name")
def _computed(_low: Lowering, frame: Frame) -> Step | None:
    part = frame.parts[0] if frame.parts else None
    if isinstance(part, Name):
        return Either([part])  # a bare name would be the key itself
    return part if part is not None else Group([])


@JAVASCRIPT.leave("object", "object_pattern")
def _object(_low: Lowering, frame: Frame) -> Step:
    parts = [
        Entry(part.unit.name, part) if isinstance(part, Define) else part for part in frame.parts
    ]
    return Mapping(entries(parts), computed(parts))


@JAVASCRIPT.leave("assignment_pattern", "object_assignment_pattern")
def _pattern_default(low: Lowering, frame: Frame) -> Step | None:
    target, value = low.field(frame, "left"), low.field(frame, "right")
    if low.frames[-1].kind in {"formal_parameters", "required_parameter"} and target and value:
        return Default(target, value, declares=True)
    return target
