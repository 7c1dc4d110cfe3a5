"""Expressions, templates and blocks as written. ``start`` and ``end`` are character offsets."""

from __future__ import annotations

from crenel.model.source import Source, Span
from crenel.model.value import Scalar


class Node:
    """The root of all: a stretch of a source."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.source, self.start, self.end)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]


class Literal(Node):
    """A number, a truth value, ``null`` (None), or a stretch of text after escapes."""

    __slots__ = ("value",)

    def __init__(self, source: Source, start: int, end: int, value: Scalar | None) -> None:
        super().__init__(source, start, end)
        self.value = value


class Unreadable(Node):
    """A place that could not be read; its problem is told where it was found."""

    __slots__ = ("reason",)

    def __init__(self, source: Source, start: int, end: int, reason: str) -> None:
        super().__init__(source, start, end)
        self.reason = reason


class Template(Node):
    """A quoted text or a heredoc with holes: literals, expressions, directives, in order."""

    __slots__ = ("parts",)

    def __init__(self, source: Source, start: int, end: int, parts: list[Node]) -> None:
        super().__init__(source, start, end)
        self.parts = parts


class TemplateIf(Node):
    """``%{ if }``: the parts of both branches."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, place: Node, condition: Node, yes: Template, no: Template) -> None:
        super().__init__(place.source, place.start, place.end)
        self.condition = condition
        self.yes = yes
        self.no = no


class TemplateFor(Node):
    """``%{ for }``: names, what is gone through, the parts of the body."""

    __slots__ = ("body", "collection", "key", "name")

    def __init__(
        self, place: Node, names: tuple[str, str], collection: Node, body: Template
    ) -> None:
        super().__init__(place.source, place.start, place.end)
        self.key, self.name = names
        self.collection = collection
        self.body = body


class Name(Node):
    """The first word of a reference."""

    __slots__ = ("name",)

    def __init__(self, source: Source, start: int, end: int, name: str) -> None:
        super().__init__(source, start, end)
        self.name = name


class Attr(Node):
    """``base.name``."""

    __slots__ = ("base", "name")

    def __init__(self, base: Node, end: int, name: str) -> None:
        super().__init__(base.source, base.start, end)
        self.base = base
        self.name = name


class Index(Node):
    """``base[key]``, or ``base.0``."""

    __slots__ = ("base", "key")

    def __init__(self, base: Node, end: int, key: Node) -> None:
        super().__init__(base.source, base.start, end)
        self.base = base
        self.key = key


class Splat(Node):
    """``base[*]`` or ``base.*``, with what is asked of each element."""

    __slots__ = ("base", "steps")

    def __init__(self, base: Node, end: int, steps: list[str | Node]) -> None:
        super().__init__(base.source, base.start, end)
        self.base = base
        self.steps = steps


class Call(Node):
    """A function call; ``expand`` where the last argument is followed by ``...``."""

    __slots__ = ("arguments", "expand", "name")

    def __init__(self, place: Node, name: str, arguments: list[Node], *, expand: bool) -> None:
        super().__init__(place.source, place.start, place.end)
        self.name = name
        self.arguments = arguments
        self.expand = expand


class Unary(Node):
    """``-x`` or ``!x``."""

    __slots__ = ("operand", "sign")

    def __init__(self, place: Node, sign: str, operand: Node) -> None:
        super().__init__(place.source, place.start, place.end)
        self.sign = sign
        self.operand = operand


class Binary(Node):
    """Two operands and the sign between them."""

    __slots__ = ("left", "right", "sign")

    def __init__(self, left: Node, sign: str, right: Node) -> None:
        super().__init__(left.source, left.start, right.end)
        self.left = left
        self.sign = sign
        self.right = right


class Conditional(Node):
    """``condition ? yes : no``."""

    __slots__ = ("condition", "no", "yes")

    def __init__(self, condition: Node, yes: Node, no: Node) -> None:
        super().__init__(condition.source, condition.start, no.end)
        self.condition = condition
        self.yes = yes
        self.no = no


class Tuple(Node):
    """``[a, b]``."""

    __slots__ = ("items",)

    def __init__(self, place: Node, items: list[Node]) -> None:
        super().__init__(place.source, place.start, place.end)
        self.items = items


class Object(Node):
    """``{a = b}``: keys and values; a key that is a bare word is a literal."""

    __slots__ = ("pairs",)

    def __init__(self, place: Node, pairs: list[tuple[Node, Node]]) -> None:
        super().__init__(place.source, place.start, place.end)
        self.pairs = pairs


class For(Node):
    """``[for ...]`` (no key) or ``{for ...}``; ``group`` where values are followed by ``...``."""

    __slots__ = ("collection", "condition", "group", "key", "names", "value")

    def __init__(
        self,
        place: Node,
        names: tuple[str, str],
        collection: Node,
        parts: tuple[Node | None, Node, Node | None],
        *,
        group: bool,
    ) -> None:
        super().__init__(place.source, place.start, place.end)
        self.names = names
        self.collection = collection
        self.key, self.value, self.condition = parts
        self.group = group


class Attribute(Node):
    """``name = value`` in a body; the place is the name's."""

    __slots__ = ("name", "value")

    def __init__(self, place: Node, name: str, value: Node) -> None:
        super().__init__(place.source, place.start, place.end)
        self.name = name
        self.value = value


class Body:
    """What stands in a block or a file; an attribute written twice keeps its last value."""

    __slots__ = ("attributes", "blocks")

    def __init__(self) -> None:
        self.attributes: dict[str, Attribute] = {}
        self.blocks: list[Block] = []

    def value(self, name: str) -> Node | None:
        """The expression of an attribute."""
        found = self.attributes.get(name)
        return None if found is None else found.value

    def of_type(self, kind: str) -> list[Block]:
        """The blocks of a type, in order."""
        return [block for block in self.blocks if block.type == kind]


class Block(Node):
    """A block; the place is that of its labels, of its type where it has none."""

    __slots__ = ("body", "labels", "type", "whole")

    def __init__(self, place: Node, kind: str, labels: list[str], body: Body) -> None:
        super().__init__(place.source, place.start, place.end)
        self.type = kind
        self.labels = labels
        self.body = body
        self.whole = place
        """From its type to its closing brace."""
