"""Semantic versions as npm and Go write them (semver.org 2.0.0, node-semver's loose form).

``v`` and ``=`` in front, missing parts and a prerelease without its hyphen are taken; build
metadata has no say in the order.
"""

from __future__ import annotations

import re

Identifier = tuple[int, int, str]
Key = tuple[int, int, int, tuple[int, tuple[Identifier, ...]]]
"""Major, minor, patch, and the prerelease: (1, ()) for none, so that it comes last."""

_VERSION = re.compile(
    r"[v=\s]*(\d{1,16})(?:\.(\d{1,16}))?(?:\.(\d{1,16}))?"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)|([A-Za-z][0-9A-Za-z-]*(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+[0-9A-Za-z.-]+)?\s*",
    re.ASCII,
)
_NUMBER = re.compile(r"\d{1,32}", re.ASCII)
RELEASE: tuple[int, tuple[Identifier, ...]] = (1, ())


def key(version: str) -> Key:
    """What versions are compared by. Raises ValueError."""
    found = _VERSION.fullmatch(version)
    if found is None or _loose_after_gap(found):
        raise ValueError(f"{version!r} is no semantic version")
    major, minor, patch = (int(part or 0) for part in found.group(1, 2, 3))
    return (major, minor, patch, _prerelease(found[4] or found[5]))


def _loose_after_gap(found: re.Match[str]) -> bool:
    """``1.2beta`` could mean anything: a prerelease follows three numbers only."""
    return (found[4] or found[5]) is not None and found[3] is None


def _prerelease(text: str | None) -> tuple[int, tuple[Identifier, ...]]:
    if text is None:
        return RELEASE
    return (0, tuple(_identifier(part) for part in text.split(".")))


def _identifier(part: str) -> Identifier:
    """Numbers come before words; words compare by their characters."""
    return (0, int(part), "") if _NUMBER.fullmatch(part) else (1, 0, part)


def text(key_: Key) -> str:
    """A version with this key."""
    major, minor, patch, (_, identifiers) = key_
    tail = ".".join(word or str(number) for _, number, word in identifiers)
    return f"{major}.{minor}.{patch}" + (f"-{tail}" if tail else "")


def successor(key_: Key) -> Key:
    """The first version after this one."""
    major, minor, patch, prerelease = key_
    if prerelease == RELEASE:
        return (major, minor, patch + 1, (0, ((0, 0, ""),)))
    return (major, minor, patch, (0, (*prerelease[1], (0, 0, ""))))
