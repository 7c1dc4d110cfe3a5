"""JavaScript's grammar, lowered: imports and exports."""

from __future__ import annotations

from crenel.code.javascript.lowering import JAVASCRIPT, TSX, TYPESCRIPT
from crenel.code.lowering import Frame, Lowering
from crenel.code.syntax import (
    Assign,
    Define,
    Export,
    Fragment,
    Import,
    Literal,
    Mapping,
    Name,
    Step,
)

Bindings = list[tuple[str | None, str]]


class Clause(Fragment):
    """What an import or export names, still without its module."""

    __slots__ = ("bindings",)

    def __init__(self, bindings: Bindings) -> None:
        super().__init__([])
        self.bindings = bindings


@JAVASCRIPT.leave("import_specifier", "export_specifier")
def _specifier(low: Lowering, frame: Frame) -> Step | None:
    name, alias = low.field(frame, "name"), low.field(frame, "alias")
    if name is None:
        return None
    taken = _word(name)
    return Clause([(taken, _word(alias) if alias else taken)])


@JAVASCRIPT.leave("namespace_import", "namespace_export")
def _namespace(_low: Lowering, frame: Frame) -> Step | None:
    return Clause([(None, _word(frame.parts[-1]))]) if frame.parts else None


@JAVASCRIPT.leave("named_imports", "export_clause", "import_clause")
def _clause(_low: Lowering, frame: Frame) -> Step:
    bindings: Bindings = []
    for part in frame.parts:
        if isinstance(part, Clause):
            bindings.extend(part.bindings)
        elif isinstance(part, Name):
            bindings.append(("default", part.id))
    return Clause(bindings)


@JAVASCRIPT.leave("import_require_clause")
def _require(low: Lowering, frame: Frame) -> Step | None:
    source, name = low.field(frame, "source"), frame.parts[0] if frame.parts else None
    if not isinstance(source, Literal) or not isinstance(name, Name):
        return None
    return Import(str(source.value), [(None, name.id)])


@JAVASCRIPT.leave("import_statement")
def _import(low: Lowering, frame: Frame) -> None:
    if low.parsed.text(frame.node.start_byte, frame.node.start_byte + 12) == "import type ":
        return
    source = low.field(frame, "source")
    bindings = [one for part in frame.parts if isinstance(part, Clause) for one in part.bindings]
    step = next((part for part in frame.parts if isinstance(part, Import)), None)
    if step is None and isinstance(source, Literal):
        step = Import(str(source.value), bindings)
    if step is not None:
        if step.index < 0:
            low.emit(step, frame.node)
        low.module.imports.append(step)


@JAVASCRIPT.leave("export_statement")
def _export(low: Lowering, frame: Frame) -> Step:
    source = low.field(frame, "source")
    bindings = [
        one for part in frame.parts if part is not source for one in _exported(low, frame, part)
    ]
    if not isinstance(source, Literal):
        return Export(bindings)
    module = str(source.value)
    if not any(isinstance(part, Clause) for part in frame.parts):
        bindings = [("*", source)]
    step = Import(module, [])
    step.start, step.end = frame.node.start_byte, frame.node.end_byte
    low.module.imports.append(step)
    return Export(bindings, module)


def _exported(low: Lowering, frame: Frame, part: Step) -> list[tuple[str, Step]]:
    if isinstance(part, Clause):
        return [(local, _name(low, frame, taken)) for taken, local in part.bindings]
    if any(child.type == "default" for child in frame.node.children[:3]):
        return [("default", part)]
    if isinstance(part, Define):
        return [(part.unit.name, part)]
    steps = part.parts if isinstance(part, Fragment) else [part]
    return [binding for step in steps for binding in _declared(step)]


def _declared(step: Step) -> list[tuple[str, Step]]:
    if not isinstance(step, Assign):
        return []
    target = step.target
    if isinstance(target, Name):
        return [(target.id, target)]
    entries = target.entries if isinstance(target, Mapping) else []
    return [(name.id, name) for _, name in entries if isinstance(name, Name)]


def _name(low: Lowering, frame: Frame, taken: str | None) -> Step:
    return low.emit(Name(taken or "*"), frame.node)


def _word(step: Step) -> str:
    return step.id if isinstance(step, Name) else str(getattr(step, "value", ""))


BY_LANGUAGE = {"javascript": JAVASCRIPT, "typescript": TYPESCRIPT, "tsx": TSX}
"""The rules of each dialect."""
