"""The walk that lowers a syntax tree: one cursor, bottom up, no recursion.

A ``Grammar`` says for each type of node what it becomes once its parts are known (``leave``), what
is to be done before its parts (``enter``) and before the part in some field (``before``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crenel.code.parse import Parsed, grammar
from crenel.code.syntax import (
    Branch,
    Entry,
    Fragment,
    Group,
    Mark,
    Module,
    Step,
    Unit,
    UnitKind,
    Word,
)

if TYPE_CHECKING:
    import tree_sitter

_ERROR = 0
"""What cannot be parsed has a number past all types; it gets that of the end, which is no node."""

_UNPLACED = (Fragment, Word)
"""Parts that others take apart: they are no steps of their own."""

Leave = Callable[["Lowering", "Frame"], "Step | None"]
Enter = Callable[["Lowering", "Frame"], None]


class Frame:
    """A node that is being lowered, with the parts that already are."""

    __slots__ = (
        "exhaustive",
        "field",
        "fields",
        "first",
        "kind",
        "node",
        "number",
        "opened",
        "parts",
        "unit",
    )

    def __init__(self, node: tree_sitter.Node, kind: str, number: int, first: int) -> None:
        self.node = node
        self.kind = kind
        self.number = number
        self.field = 0
        """The field it stands in, by number; 0 for none."""
        self.first = first
        """How long the unit's code was when this node began."""
        self.parts: list[Step] = []
        self.fields: list[int] = []
        self.opened = False
        """Whether a Mark OPEN has been emitted for it."""
        self.exhaustive = False
        """Whether one of its arms must have run."""
        self.unit: Unit | None = None
        """The unit that this node is, if it is one."""


class Grammar:
    """How one language is lowered. Types that are not named become their only part, or a Group."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._leave: dict[str, Leave] = {}
        self._enter: dict[str, Enter] = {}
        self._before: dict[tuple[str, str], Enter] = {}
        self._leaves: set[str] = set()
        self._skipped: set[str] = set()
        self.tables: Tables | None = None

    def leaf(self, *types: str) -> Callable[[Leave], Leave]:
        """These become something without a look at their parts."""
        self._leaves.update(types)
        return self.leave(*types)

    def leave(self, *types: str) -> Callable[[Leave], Leave]:
        """What these become, once their parts are lowered."""

        def register(function: Leave) -> Leave:
            self._leave.update(dict.fromkeys(types, function))
            return function

        return register

    def enter(self, *types: str) -> Callable[[Enter], Enter]:
        """What to do before their parts."""

        def register(function: Enter) -> Enter:
            self._enter.update(dict.fromkeys(types, function))
            return function

        return register

    def before(self, *places: tuple[str, str]) -> Callable[[Enter], Enter]:
        """What to do before the part in this field (type, field) is lowered."""

        def register(function: Enter) -> Enter:
            self._before.update(dict.fromkeys(places, function))
            return function

        return register

    def inert(self, *types: str) -> None:
        """These only hold their parts together."""
        self.leave(*types)(_held)

    def skip(self, *types: str) -> None:
        """These mean nothing here."""
        self._skipped.update(types)

    def compiled(self) -> Tables:
        """The tables by the numbers that tree-sitter gives to types and fields."""
        if self.tables is None:
            self.tables = Tables(self, grammar(self.language))
        return self.tables

    def for_language(self, language: str) -> Grammar:
        """The same rules for a dialect with numbers of its own."""
        other = Grammar(language)
        other._leave, other._enter, other._before = self._leave, self._enter, self._before
        other._leaves, other._skipped = self._leaves, self._skipped
        return other


class Tables:
    """A grammar's rules, indexed by type number."""

    def __init__(self, rules: Grammar, language: tree_sitter.Language) -> None:
        count = language.node_kind_count
        names = [language.node_kind_for_id(number) or "" for number in range(count)]
        self.names = names
        self.leave = [rules._leave.get(name) for name in names]  # noqa: SLF001
        self.enter = [rules._enter.get(name) for name in names]  # noqa: SLF001
        self.is_leaf = [name in rules._leaves for name in names]  # noqa: SLF001
        self.passed = [
            name in rules._skipped or not (number == _ERROR or language.node_kind_is_named(number))  # noqa: SLF001
            for number, name in enumerate(names)
        ]
        """Those that mean nothing: signs, and what a language says means nothing."""
        self.fields: dict[str, int] = {}
        for number in range(1, language.field_count + 1):
            self.fields[language.field_name_for_id(number) or ""] = number
        self.before: dict[tuple[str, int], Enter] = {
            (kind, self.fields[field]): function
            for (kind, field), function in rules._before.items()  # noqa: SLF001
            if field in self.fields
        }
        self.has_before = [any(kind == name for kind, _ in self.before) for name in names]


class Lowering:
    """The state of one walk: the module, the unit that is being filled, the open nodes."""

    def __init__(self, parsed: Parsed, rules: Grammar) -> None:
        self.parsed = parsed
        self.module = Module(parsed)
        self.unit = self.module.unit
        self.tables = rules.compiled()
        self.frames: list[Frame] = []

    def run(self) -> Module:
        """Lower the whole tree."""
        passed, count = self.tables.passed, len(self.tables.names)
        cursor = self.parsed.tree.walk()
        root = self.parsed.tree.root_node
        self.unit.end = root.end_byte
        self.frames.append(Frame(root, root.type, self._number(root.kind_id), 0))
        descending = cursor.goto_first_child()
        while self.frames:
            if descending:
                node = cursor.node
                number = node.kind_id if node is not None else _ERROR
                if number >= count:
                    number = _ERROR
                if node is None or passed[number]:
                    descending = cursor.goto_next_sibling()
                elif self._begin(node, number, cursor.field_id or 0):
                    descending = cursor.goto_first_child() or self._end(cursor)
                else:
                    descending = cursor.goto_next_sibling()
            elif len(self.frames) == 1:
                self._close(self.frames.pop())
            else:
                cursor.goto_parent()
                descending = self._end(cursor)
        return self.module

    def text(self, node: tree_sitter.Node) -> str:
        """What a node says."""
        return self.parsed.text(node.start_byte, node.end_byte)

    def field(self, frame: Frame, name: str) -> Step | None:
        """The lowered part in a field, if there is one."""
        number = self.tables.fields.get(name, -1)
        for field, part in zip(frame.fields, frame.parts, strict=True):
            if field == number:
                return part
        return None

    def every(self, frame: Frame, name: str) -> list[Step]:
        """All lowered parts in a field."""
        number = self.tables.fields.get(name, -1)
        pairs = zip(frame.fields, frame.parts, strict=True)
        return [part for field, part in pairs if field == number]

    def emit(self, step: Step, node: tree_sitter.Node) -> Step:
        """Append a step to the unit's code."""
        step.start, step.end = node.start_byte, node.end_byte
        step.index = len(self.unit.code)
        self.unit.code.append(step)
        return step

    def open_arm(self, frame: Frame) -> None:
        """What follows may or may not run; alternatives to what came before in this node."""
        if not frame.opened:
            frame.opened = True
            self.emit(Mark(Branch.OPEN), frame.node)
        self.emit(Mark(Branch.ARM), frame.node)

    def open_unit(self, frame: Frame, kind: UnitKind, name: str) -> Unit:
        """The steps that follow belong to a new unit, until the node ends."""
        unit = Unit(kind, name, self.unit, self.module)
        unit.start, unit.end = frame.node.start_byte, frame.node.end_byte
        self.unit.units.append(unit)
        frame.unit = self.unit = unit
        return unit

    def close_unit(self, frame: Frame) -> Unit:
        """Back to the unit around it."""
        unit = frame.unit
        if unit is None or unit.outer is None:
            return self.unit
        self.unit = unit.outer
        return unit

    def rotate(self, start: int, middle: int) -> None:
        """Put the code from ``middle`` on before the code from ``start`` on."""
        code = self.unit.code
        code[start:] = code[middle:] + code[start:middle]
        for place in range(start, len(code)):
            code[place].index = place

    def _begin(self, node: tree_sitter.Node, kind: int, field: int) -> bool:
        """Start a node; False where it was a leaf and is already done."""
        tables, parent = self.tables, self.frames[-1]
        if tables.has_before[parent.number]:
            hook = tables.before.get((parent.kind, field))
            if hook is not None:
                hook(self, parent)
        frame = Frame(node, tables.names[kind], kind, len(self.unit.code))
        frame.field = field
        if tables.is_leaf[kind]:
            self._close(frame)
            return False
        self.frames.append(frame)
        enter = tables.enter[kind]
        if enter is not None:
            enter(self, frame)
        return True

    def _end(self, cursor: tree_sitter.TreeCursor) -> bool:
        """The node under the cursor has no more parts: lower it, and go on."""
        self._close(self.frames.pop())
        return cursor.goto_next_sibling()

    def _number(self, kind: int) -> int:
        return kind if kind < len(self.tables.names) else _ERROR

    def _close(self, frame: Frame) -> None:
        leave = self.tables.leave[frame.number]
        step = leave(self, frame) if leave is not None else _plain(frame)
        if frame.opened:
            self.emit(Mark(Branch.CLOSE_ALL if frame.exhaustive else Branch.CLOSE), frame.node)
        if step is None:
            return
        if step.index < 0 and not isinstance(step, _UNPLACED):
            self.emit(step, frame.node)
        if self.frames:
            self.frames[-1].parts.append(step)
            self.frames[-1].fields.append(frame.field)


def _held(_low: Lowering, frame: Frame) -> Step:
    return Fragment(frame.parts)


def _plain(frame: Frame) -> Step:
    return frame.parts[0] if len(frame.parts) == 1 else Group(frame.parts)


def entries(parts: list[Step]) -> list[tuple[str | None, Step]]:
    """The entries of an object with these parts."""
    return [
        (part.name, part.parts[0]) if isinstance(part, Entry) else (None, part) for part in parts
    ]


def computed(parts: list[Step]) -> dict[Step, Step]:
    """The computed keys of an object with these parts, by the value that stands under each."""
    return {
        part.parts[0]: part.key
        for part in parts
        if isinstance(part, Entry) and part.key is not None
    }
