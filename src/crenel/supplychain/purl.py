"""Package URLs (the purl specification of package-url.github.io), normalised for their type."""

from __future__ import annotations

from urllib.parse import quote, unquote

from crenel.pattern import Pattern

_TYPES = {"PyPI": "pypi", "npm": "npm", "Go": "golang", "Maven": "maven", "Node.js": "generic"}
_ECOSYSTEMS = {type_: ecosystem for ecosystem, type_ in _TYPES.items()}
_SEPARATORS = Pattern(r"[-_.]+")
_PURL = Pattern(
    r"pkg:/*(?P<type>[A-Za-z0-9.+-]+)/(?P<path>[^?#@]+|[^?#]+?)(?:@(?P<version>[^?#]*))?(?:[?#].*)?"
)
_LONGEST = 1_000


def normalised(ecosystem: str, name: str) -> str:
    """A name as its ecosystem compares it (PEP 503 for PyPI; npm and Go keep what is written)."""
    name = name.strip()
    if ecosystem == "PyPI":
        return _SEPARATORS.sub("-", name).lower()
    return name


def purl(ecosystem: str, name: str, version: str | None) -> str:
    """``pkg:npm/%40scope/name@1.0.0``; without the version where none is known."""
    type_ = _TYPES[ecosystem]
    parts = name.replace(":", "/") if ecosystem == "Maven" else name
    parts = parts.lower() if ecosystem == "Go" else parts
    path = "/".join(quote(part, safe=".-_~") for part in parts.split("/") if part)
    return f"pkg:{type_}/{path}" + (f"@{quote(version, safe='.-_~:')}" if version else "")


def read_purl(text: str) -> tuple[str, str, str | None] | None:
    """Ecosystem, name and version of a package URL; None for a type that crenel does not know."""
    found = _PURL.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    ecosystem = _ECOSYSTEMS.get(found["type"].lower()) if found else None
    if found is None or ecosystem is None:
        return None
    parts = [unquote(part) for part in found["path"].split("/") if part]
    name = ":".join((".".join(parts[:-1]), parts[-1])) if ecosystem == "Maven" else "/".join(parts)
    if ecosystem == "Node.js" and name != "node":
        return None
    return ecosystem, normalised(ecosystem, name), unquote(found["version"] or "") or None
