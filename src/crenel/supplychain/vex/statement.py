"""One VEX statement, whatever its format (CISA, "Minimum Requirements for VEX", 2023)."""

from __future__ import annotations

from enum import Enum
from urllib.parse import quote

import msgspec

FUNCTION = "urn:crenel:function:"
"""How a function of the application is named as a product."""


class Status(Enum):
    """What a statement says."""

    NOT_AFFECTED = "not_affected"
    FIXED = "fixed"
    AFFECTED = "affected"
    UNDER_INVESTIGATION = "under_investigation"

    @property
    def dismisses(self) -> bool:
        """Does it say that nothing is to be done?"""
        return self in (Status.NOT_AFFECTED, Status.FIXED)


class Product(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement is about: names of a product, and of parts of it."""

    names: tuple[str, ...]
    """Identifiers: package URLs, addresses of functions, whatever was written."""
    parts: tuple[str, ...] = ()
    """Package URLs of the libraries in it; empty for the product itself."""
    versions: tuple[str, ...] = ()
    """Only these; empty for the version in the name, or any."""


class Vex(msgspec.Struct, frozen=True, kw_only=True):
    """A statement, with who made it, when and where it stands."""

    vulnerabilities: tuple[str, ...]
    """Every name of it."""
    products: tuple[Product, ...]
    status: Status
    justification: str = ""
    """As its format words it."""
    said: str = ""
    """Why, or what to do, in the author's words."""
    by: str = ""
    at: str = ""
    """RFC 3339; empty where nothing dates it."""
    file: str = ""
    line: int = 1

    @property
    def reasoned(self) -> bool:
        """Does it give the reason that ``not_affected`` must give?"""
        return self.status is not Status.NOT_AFFECTED or bool(self.justification or self.said)


def function_name(address: str) -> str:
    """A function as an IRI."""
    return FUNCTION + quote(address, safe="/.-_~:")
