"""Go's grammar, lowered: declarations and statements. Expressions are in ``expressions``."""

from __future__ import annotations

from crenel.code.go.expressions import GO, word
from crenel.code.lowering import Frame, Lowering
from crenel.code.syntax import (
    Assign,
    Define,
    Fragment,
    Import,
    Iterate,
    Leave,
    Literal,
    Name,
    Return,
    Sequence,
    Spread,
    Step,
    UnitKind,
    Word,
)
from crenel.code.typed import Cast, Part

__all__ = ["GO"]

GO.inert(
    "source_file",
    "block",
    "statement_list",
    "expression_statement",
    "expression_list",
    "field_declaration_list",
    "import_spec_list",
    "import_declaration",
    "type_declaration",
    "var_declaration",
    "const_declaration",
    "var_spec_list",
    "defer_statement",
    "go_statement",
    "labeled_statement",
    "receive_statement",
    "for_clause",
    "struct_type",
    "send_statement",
    "inc_statement",
    "dec_statement",
)
GO.skip(
    "comment",
    "type_parameter_list",
    "type_arguments",
    "label_name",
    "empty_statement",
    "fallthrough_statement",
)


@GO.leave("package_clause")
def _package(low: Lowering, frame: Frame) -> None:
    name = frame.parts[0] if frame.parts else None
    low.module.package = name.id if isinstance(name, Word) else ""


@GO.leaf("import_spec")
def _import(low: Lowering, frame: Frame) -> None:
    """The local name is that of the package; as a rule the last part of its path."""
    path, alias = (frame.node.child_by_field_name(one) for one in ("path", "name"))
    if path is None:
        return
    written = low.text(path)[1:-1]
    local = low.text(alias) if alias is not None else _last(written)
    bindings: list[tuple[str | None, str]] = [("*", "*")] if local == "." else [(None, local)]
    step = Import(written, bindings)
    step.start, step.end = frame.node.start_byte, frame.node.end_byte
    low.module.imports.append(step)


def _last(path: str) -> str:
    """``github.com/x/yaml/v3`` and ``gopkg.in/yaml.v3`` -> ``yaml``."""
    parts = path.split("/")
    if len(parts) > 1 and parts[-1][:1] == "v" and parts[-1][1:].isdigit():
        parts.pop()
    last = parts[-1]
    bare, dot, version = last.rpartition(".v")
    last = bare if dot and version.isdigit() else last
    return last.removeprefix("go-").replace("-", "_")


@GO.enter("type_spec", "type_alias")
def _enter_type(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    unit = low.open_unit(frame, UnitKind.CLASS, low.text(name) if name is not None else "<type>")
    outer.functions.append((unit.name, unit))


@GO.leave("type_spec")
def _type(low: Lowering, frame: Frame) -> Step:
    kind = low.field(frame, "type")
    if isinstance(kind, Word) and kind.id[:1].isalpha() and "(" not in kind.id:
        low.unit.bases.append(kind)
    return Define(low.close_unit(frame))


@GO.leave("type_alias")
def _alias(low: Lowering, frame: Frame) -> Step:
    kind = low.field(frame, "type")
    unit = low.close_unit(frame)
    unit.bases = [kind] if isinstance(kind, Word) else []
    return Define(unit)


@GO.leave("field_declaration")
def _field(low: Lowering, frame: Frame) -> None:
    kind, names = low.field(frame, "type"), low.every(frame, "name")
    if isinstance(kind, Word) and low.unit.kind is UnitKind.CLASS:
        for name in names:
            if isinstance(name, Word):
                low.unit.types[name.id] = kind.id
        if not names:
            low.unit.bases.append(kind)
            low.unit.types[kind.id.rpartition(".")[2]] = kind.id


@GO.leave("interface_type")
def _interface(low: Lowering, frame: Frame) -> None:
    if low.frames[-1].kind != "type_spec":
        return
    low.module.abstract.add(low.unit.name)
    low.unit.bases.extend(part for part in frame.parts if isinstance(part, Word))


@GO.leave("type_elem", "type_constraint")
def _embedded(_low: Lowering, frame: Frame) -> Step | None:
    return frame.parts[0] if len(frame.parts) == 1 else None


@GO.leaf("method_elem", "method_spec")
def _method_of_interface(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    if name is not None and low.unit.kind is UnitKind.CLASS:
        low.unit.types[f"{low.text(name)}()"] = "func()"


@GO.enter("function_declaration", "method_declaration")
def _enter_function(low: Lowering, frame: Frame) -> None:
    name = frame.node.child_by_field_name("name")
    outer = low.unit
    text = low.text(name) if name is not None else ""
    unit = low.open_unit(frame, UnitKind.FUNCTION, text)
    if frame.kind == "function_declaration" and text not in {"init", "main"}:
        outer.functions.append((text, unit))


@GO.leave("function_declaration")
def _function(low: Lowering, frame: Frame) -> Step:
    return Define(low.close_unit(frame))


@GO.before(("method_declaration", "name"))
def _receiver(low: Lowering, frame: Frame) -> None:
    """``func (s *Store) Put``: s is an object of Store."""
    receiver = frame.parts[0] if frame.parts else None
    names = receiver.parts if isinstance(receiver, Parameters) else []
    for name in names:
        kind = low.unit.types.get(name.id) if isinstance(name, Word) else None
        if kind is not None:
            low.unit.receiver = kind
            made = low.emit(Cast(kind, low.emit(Literal(None), frame.node)), frame.node)
            low.emit(Assign(name, made, declares=True), frame.node)
    if not low.unit.receiver and isinstance(receiver, Parameters):
        low.unit.receiver = receiver.kind


@GO.leave("method_declaration")
def _method(low: Lowering, frame: Frame) -> Step:
    unit = low.close_unit(frame)
    unit.name = f"{unit.receiver}.{unit.name}"
    return Define(unit)


class Parameters(Fragment):
    """Parameters, results or a receiver; ``kind``: the type of one without a name."""

    __slots__ = ("kind",)

    def __init__(self, parts: list[Step], kind: str) -> None:
        super().__init__(parts)
        self.kind = kind


@GO.leave("parameter_declaration")
def _parameter(low: Lowering, frame: Frame) -> Step:
    kind, names = low.field(frame, "type"), low.every(frame, "name")
    text = kind.id if isinstance(kind, Word) else ""
    for name in names:
        if isinstance(name, Word) and text:
            low.unit.types.setdefault(name.id, text)
    if not names and text:
        low.unit.types.setdefault("_", text)
    unnamed = [word("_", frame.node)] if not names else []
    return Parameters([*names, *unnamed], text)


@GO.leave("variadic_parameter_declaration")
def _rest(low: Lowering, frame: Frame) -> Step:
    name = low.field(frame, "name")
    return Parameters([Spread(name if name is not None else word("_", frame.node))], "")


@GO.leave("parameter_list")
def _parameters(low: Lowering, frame: Frame) -> Step | None:
    found = [one for one in frame.parts if isinstance(one, Parameters)]
    every = [part for one in found for part in one.parts]
    if frame.field == low.tables.fields.get("parameters"):
        low.unit.parameters.extend((part, None) for part in every)
        return None
    return Parameters(every, found[0].kind if found else "")


@GO.leave("var_spec", "const_spec")
def _variable(low: Lowering, frame: Frame) -> None:
    kind, value = low.field(frame, "type"), low.field(frame, "value")
    names = [one for one in low.every(frame, "name") if isinstance(one, Word)]
    text = kind.id if isinstance(kind, Word) else ""
    for name in names:
        if text[:1].isalpha():
            low.unit.types[name.id] = text
    if value is None:
        for name in names:
            none = low.emit(Literal(None), frame.node)
            made = low.emit(Cast(text, none), frame.node) if text[:1].isalpha() else none
            low.emit(Assign(name, made, declares=True), frame.node)
    else:
        _assign(low, frame, list(names), value, declares=True)


def _assign(
    low: Lowering,
    frame: Frame,
    targets: list[Step],
    value: Step,
    *,
    declares: bool,
    adds: bool = False,
) -> None:
    """``a, b = x, y``, and ``a, b = f()``."""
    values = value.parts if isinstance(value, Fragment) else [value]
    if len(targets) > 1 and len(values) == 1:
        values = [low.emit(Part(values[0], place), frame.node) for place, _ in enumerate(targets)]
    for target, one in zip(targets, values, strict=False):
        if isinstance(target, Name) and target.id == "_":
            continue
        low.emit(Assign(target, one, declares=declares, adds=adds), frame.node)


@GO.leave("short_var_declaration", "assignment_statement")
def _assignment(low: Lowering, frame: Frame) -> None:
    left, right = low.field(frame, "left"), low.field(frame, "right")
    operator = frame.node.child_by_field_name("operator")
    if left is None or right is None:
        return
    targets = left.parts if isinstance(left, Fragment) else [left]
    adds = operator is not None and operator.type not in {"=", ":="}
    declares = frame.kind == "short_var_declaration"
    _assign(low, frame, targets, right, declares=declares, adds=adds)


class Range(Fragment):
    """``for k, v := range value``."""

    __slots__ = ("targets", "value")

    def __init__(self, targets: list[Step], value: Step) -> None:
        super().__init__([])
        self.targets = targets
        self.value = value


@GO.leave("range_clause")
def _range(low: Lowering, frame: Frame) -> Step | None:
    left, right = low.field(frame, "left"), low.field(frame, "right")
    targets = left.parts if isinstance(left, Fragment) else [left] if left is not None else []
    return Range(targets, right) if right is not None else None


@GO.before(("for_statement", "body"))
def _before_loop(low: Lowering, frame: Frame) -> None:
    low.open_arm(frame)
    for part in frame.parts:
        if isinstance(part, Range):
            for place, target in enumerate(part.targets):
                if isinstance(target, Name) and target.id != "_":
                    step = Iterate(target, part.value) if place else None
                    none = step or Assign(target, low.emit(Sequence([]), frame.node), declares=True)
                    low.emit(none, frame.node)


@GO.before(("if_statement", "consequence"), ("if_statement", "alternative"))
def _before_arm(low: Lowering, frame: Frame) -> None:
    low.open_arm(frame)


@GO.enter("expression_case", "type_case", "default_case", "communication_case")
def _enter_arm(low: Lowering, _frame: Frame) -> None:
    switch = low.frames[-2]
    alias, value = low.field(switch, "alias"), low.field(switch, "value")
    low.open_arm(switch)
    if isinstance(alias, Fragment) and alias.parts and value is not None:
        low.emit(Assign(alias.parts[0], value, declares=True), switch.node)  # switch t := v.(type)


@GO.leave("if_statement")
def _if(_low: Lowering, frame: Frame) -> None:
    frame.exhaustive = frame.node.child_by_field_name("alternative") is not None


@GO.leave("return_statement")
def _return(low: Lowering, frame: Frame) -> Step:
    given = frame.parts[0] if frame.parts else None
    values = given.parts if isinstance(given, Fragment) else [given] if given is not None else []
    if len(values) > 1:
        return Return(low.emit(Sequence(values), frame.node))
    return Return(values[0] if values else None)


@GO.leave("break_statement", "continue_statement", "goto_statement")
def _leave(_low: Lowering, _frame: Frame) -> Step:
    return Leave()
