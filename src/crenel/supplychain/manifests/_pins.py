"""Does a range allow one version only, and which host is an address on?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.pattern import Pattern

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

_EXACT = Pattern(r"[v=\s]*(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)\s*")
_HOST = Pattern(r"[a-z+]+://(?:[^/@]*@)?([^/:?#]+)")


def pinned(specifiers: SpecifierSet) -> str | None:
    """The version that ``==`` or ``===`` names, without a wildcard (PEP 440)."""
    exact = [one.version for one in specifiers if one.operator in ("==", "===")]
    return exact[0] if len(exact) == 1 and not exact[0].endswith(".*") else None


def exact(range_: str) -> str | None:
    """The version of an npm range that is nothing but a full version."""
    found = _EXACT.fullmatch(range_)
    return found[1] if found else None


def host_of(address: str) -> str:
    """The host of an address, in lower case, its port left out; empty where there is none."""
    found = _HOST.match(address)
    return found[1].lower() if found else ""
