"""The table that rows enter: translations, parts of others, attributes, entities of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from crenel.model.resource import Resource
from crenel.model.value import Value
from crenel.readers.vocabulary.world import Rows

if TYPE_CHECKING:
    from crenel.readers.vocabulary.terraform.written import Written

Properties = Mapping[str, Value]
"""CloudFormation's property (a dotted path) -> its value."""
Translation = Callable[["Written"], Properties]
Expansion = Callable[["Written"], Iterable[Resource]]
Attribute = Callable[["Written"], Value]


class Part(msgspec.Struct, frozen=True):
    """What Terraform writes as a resource of its own and CloudFormation inside another one."""

    owner: tuple[str, ...]
    """The arguments that name the other one, or several."""
    of: tuple[str, ...]
    """The types of what they name: a name alone could be that of anything."""
    properties: Translation


class Lead(msgspec.Struct, frozen=True):
    """What a reference leads to: one of the resources made, under CloudFormation's attribute."""

    suffix: str = ""
    attribute: str = ""


class Table:
    """The rows of the vocabulary, by Terraform type."""

    def __init__(self) -> None:
        self.expansions: dict[str, Expansion] = {}
        self.parts: dict[str, Part] = {}
        self.attributes: dict[tuple[str, str], Attribute] = {}
        self.leads: dict[tuple[str, str], Lead] = {}
        self.own = Rows()
        """Entities of what CloudFormation has no resource for; ``@TABLE.own(type)`` marks one."""
        self.targets: dict[str, set[str]] = {}
        """CloudFormation type -> the Terraform types that become it."""

    def becomes(self, kind: str, *types: str) -> Callable[[Translation], Translation]:
        """Marks a function that gives the properties of the one CloudFormation resource."""

        def register(row: Translation) -> Translation:
            def expand(it: Written) -> Iterator[Resource]:
                yield it.made(kind, row(it))

            for one in types:
                self.expansions[one] = expand
                self.targets.setdefault(kind, set()).add(one)
            return row

        return register

    def expands(self, kinds: tuple[str, ...], *types: str) -> Callable[[Expansion], Expansion]:
        """Marks a function that makes any number of resources, of the kinds named."""

        def register(row: Expansion) -> Expansion:
            for one in types:
                self.expansions[one] = row
                for kind in kinds:
                    self.targets.setdefault(kind, set()).add(one)
            return row

        return register

    def completes(
        self, of: str | tuple[str, ...], owner: str | tuple[str, ...], *types: str
    ) -> Callable[[Translation], Translation]:
        """Marks a function that gives properties of the resources (``of``) that ``owner`` names."""
        owners = (owner,) if isinstance(owner, str) else owner
        kinds = (of,) if isinstance(of, str) else of

        def register(row: Translation) -> Translation:
            self.parts.update(dict.fromkeys(types, Part(owners, kinds, row)))
            return row

        return register

    def attribute(self, kind: str, *names: str) -> Callable[[Attribute], Attribute]:
        """Marks a function that tells what ``kind.x.name`` stands for, where others refer to it."""

        def register(row: Attribute) -> Attribute:
            self.attributes.update({(kind, name): row for name in names})
            return row

        return register

    def lead(self, kind: str, *names: str, suffix: str = "", attribute: str = "") -> None:
        """Says where ``kind.x.name`` leads, where others refer to it."""
        found = Lead(suffix, attribute)
        self.leads.update({(kind, name): found for name in names})

    def types(self) -> Iterator[str]:
        """Every type with a row."""
        yield from self.expansions
        yield from self.parts
        yield from (kind for kind, _ in (*self.attributes, *self.leads))
        yield from self.own.types()


TABLE = Table()
