"""The small language into which every programming language is lowered.

A ``Unit`` (module, class body or function) is a flat list of steps in the order in which they are
evaluated: the parts of an expression come before it. So nothing that reads a unit has to recurse.
Places are offsets in bytes of the parsed text; ``Module.span`` makes them offsets in characters.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crenel.code.parse import Parsed
    from crenel.model.source import Span

Constant = str | int | float | bool | None


class Step:
    """Something that is evaluated: an expression, or a statement that binds or leaves."""

    __slots__ = ("end", "index", "start")

    def __init__(self) -> None:
        self.start = 0
        self.end = 0
        self.index = -1
        """Its position in the unit's code; -1 until it is emitted."""


class Name(Step):
    """A variable, read (or, inside a target, written)."""

    __slots__ = ("id",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.id = name


class Word(Name):
    """A name that something else is called by (``base.name``, ``import { name }``): not read."""

    __slots__ = ()


class Literal(Step):
    """A constant."""

    __slots__ = ("value",)

    def __init__(self, value: Constant) -> None:
        super().__init__()
        self.value = value


class Attribute(Step):
    """``base.name``."""

    __slots__ = ("base", "name")

    def __init__(self, base: Step, name: str) -> None:
        super().__init__()
        self.base = base
        self.name = name


class Index(Step):
    """``base[key]``."""

    __slots__ = ("base", "key")

    def __init__(self, base: Step, key: Step) -> None:
        super().__init__()
        self.base = base
        self.key = key


class Call(Step):
    """``callee(positional, name=value)``; a spread argument is a ``Spread``."""

    __slots__ = ("callee", "named", "positional")

    def __init__(self, callee: Step, positional: list[Step], named: dict[str, Step]) -> None:
        super().__init__()
        self.callee = callee
        self.positional = positional
        self.named = named


class Blend(Step):
    """Text or a number made of parts: interpolation, concatenation, ``%``, arithmetic."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Step]) -> None:
        super().__init__()
        self.parts = parts


class Test(Step):
    """A comparison or a negation: its value is a truth value, whatever its parts."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Step]) -> None:
        super().__init__()
        self.parts = parts


class Either(Step):
    """One of its parts: conditional expressions, ``or``, ``??``."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Step]) -> None:
        super().__init__()
        self.parts = parts


class Sequence(Step):
    """A list, tuple or array; also the pattern that takes one apart."""

    __slots__ = ("items",)

    def __init__(self, items: list[Step]) -> None:
        super().__init__()
        self.items = items


class Mapping(Step):
    """A dict or object; also the pattern that takes one apart. Key None: spread or computed."""

    __slots__ = ("computed", "entries")

    def __init__(
        self, entries: list[tuple[str | None, Step]], computed: dict[Step, Step] | None = None
    ) -> None:
        super().__init__()
        self.entries = entries
        self.computed = computed or {}
        """The keys that are computed, by the entry's value."""


class Spread(Step):
    """``*base``, ``**base`` or ``...base``; in a pattern: the rest."""

    __slots__ = ("base",)

    def __init__(self, base: Step) -> None:
        super().__init__()
        self.base = base


class Fragment(Step):
    """What a part of the text tells the whole around it; by itself it is not evaluated."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Step]) -> None:
        super().__init__()
        self.parts = parts


class Fallback(Either):
    """``a or b``, ``a || b``, ``a ?? b``: the second where the first is nothing."""

    __slots__ = ()


class Entry(Fragment):
    """``name: value`` in an object, ``name=value`` in a call; ``key``: a computed name."""

    __slots__ = ("key", "name")

    def __init__(self, name: str | None, value: Step, key: Step | None = None) -> None:
        super().__init__([value])
        self.name = name
        self.key = key


class Define(Step):
    """A function or class is defined here; its value is that."""

    __slots__ = ("unit",)

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self.unit = unit


class Decorated(Step):
    """A definition with decorators."""

    __slots__ = ("decorators", "define")

    def __init__(self, define: Define, decorators: list[Step]) -> None:
        super().__init__()
        self.define = define
        self.decorators = decorators


class Group(Step):
    """Anything else: its parts, and no value of its own."""

    __slots__ = ("parts",)

    def __init__(self, parts: list[Step]) -> None:
        super().__init__()
        self.parts = parts


class Assign(Step):
    """``target = value``; ``declares``: the name is new in this unit; ``adds``: ``+=``."""

    __slots__ = ("adds", "declares", "target", "value")

    def __init__(self, target: Step, value: Step, *, declares: bool, adds: bool = False) -> None:
        super().__init__()
        self.target = target
        self.value = value
        self.declares = declares
        self.adds = adds


class Default(Assign):
    """The default of a parameter."""

    __slots__ = ()


class Iterate(Step):
    """``target`` takes each element (or key) of ``value``."""

    __slots__ = ("target", "value")

    def __init__(self, target: Step, value: Step) -> None:
        super().__init__()
        self.target = target
        self.value = value


class Catch(Step):
    """``target`` is an error that was caught."""

    __slots__ = ("target",)

    def __init__(self, target: Step) -> None:
        super().__init__()
        self.target = target


class Return(Step):
    """The unit answers ``value``."""

    __slots__ = ("value",)

    def __init__(self, value: Step | None) -> None:
        super().__init__()
        self.value = value


class Leave(Step):
    """Control does not go on here: raise, throw, break, continue."""

    __slots__ = ()


class Outer(Step):
    """``global`` and ``nonlocal``: these names belong to an outer unit."""

    __slots__ = ("names",)

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names = names


class Import(Step):
    """``bindings``: (name in the module, local name); the name is None for the module itself."""

    __slots__ = ("bindings", "level", "module")

    def __init__(self, module: str, bindings: list[tuple[str | None, str]], level: int = 0) -> None:
        super().__init__()
        self.module = module
        self.bindings = bindings
        self.level = level


class Export(Step):
    """JavaScript: ``bindings`` (exported name, expression), from ``module`` where one is named."""

    __slots__ = ("bindings", "module")

    def __init__(self, bindings: list[tuple[str, Step]], module: str | None = None) -> None:
        super().__init__()
        self.bindings = bindings
        self.module = module


class Branch(Enum):
    """The marks around code that may or may not run."""

    OPEN = "open"
    ARM = "arm"
    CLOSE = "close"
    CLOSE_ALL = "close-all"
    """One of the arms has run."""


class Mark(Step):
    """A mark of control flow."""

    __slots__ = ("branch",)

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch


class UnitKind(Enum):
    """What a unit is."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"


class Unit:
    """A module, a class body or a function, as the list of its steps."""

    def __init__(self, kind: UnitKind, name: str, outer: Unit | None, module: Module) -> None:
        self.kind = kind
        self.name = name
        self.outer = outer
        self.module = module
        self.code: list[Step] = []
        self.parameters: list[tuple[Step, Step | None]] = []
        """Pattern and default of each; a ``Spread`` takes the rest."""
        self.functions: list[tuple[str, Unit]] = []
        """Those that have a name here before the first step."""
        self.units: list[Unit] = []
        """All that are defined directly inside."""
        self.bases: list[Step] = []
        self.types: dict[str, str] = {}
        """Of languages with declared types: what each name bound here is said to be."""
        self.answer = ""
        """The same for what a function answers."""
        self.receiver = ""
        """Go: the type whose method it is."""
        self.overrides = False
        """Java: the text says that a type above it declares the method, too."""
        self.start = 0
        self.end = 0

    @property
    def qualified(self) -> str:
        """``Class.method``; empty for the module."""
        names: list[str] = []
        unit: Unit | None = self
        while unit is not None and unit.outer is not None:
            names.append(unit.name)
            unit = unit.outer
        return ".".join(reversed(names))

    def __repr__(self) -> str:
        return f"Unit({self.module.path}:{self.qualified})"


class Module:
    """One lowered file."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.path = parsed.source.path
        self.language = parsed.language
        self.unit = Unit(UnitKind.MODULE, "", None, self)
        self.imports: list[Import] = []
        """Every import, ``require`` and re-export, wherever it stands."""
        self.package = ""
        """Java and Go: the package that the file says it belongs to."""
        self.mentions: set[str] = set()
        """Java: names of types, which may stand in other files without an import."""
        self.abstract: set[str] = set()
        """Interfaces and abstract classes, which other types may implement."""

    def span(self, start: int, end: int) -> Span:
        """A place in characters from one in bytes."""
        return self.parsed.span(start, end)
