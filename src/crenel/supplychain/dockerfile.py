"""Which images a Dockerfile builds on (docs.docker.com, "Dockerfile reference").

Only ``FROM``, ``ARG`` and ``COPY --from`` are looked at; nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec

from crenel.model.source import Source, Span
from crenel.pattern import Pattern

_INSTRUCTION = Pattern(r"\s*([A-Za-z]+)\s+(.*)", re.DOTALL)
_HEREDOC = Pattern(r"<<-?([\"']?)(\w+)\1")
_VARIABLE = Pattern(r"\$(?:\{(\w+)(?::([-+])([^}]*))?\}|(\w+))")
_FROM = Pattern(r"((?:--[a-z]+=\S+\s+)*)(\S+)(?:\s+as\s+(\S+))?\s*", re.IGNORECASE)
_COPY_FROM = Pattern(r"(?:--[a-z]+(?:=\S+)?\s+)*?--from=(\S+)\s")
_ARGUMENT = Pattern(r"(\w+)(?:=(?:\"([^\"]*)\"|'([^']*)'|(\S*)))?")
_SCRATCH = "scratch"
MAX_LINES = 5_000


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """An image that is built on, or copied from."""

    image: str
    """With the arguments filled in whose values are known."""
    missing: tuple[str, ...]
    """Arguments in it that have no value."""
    copied: bool
    """Is it only copied from?"""
    span: Span


def bases(source: Source, arguments: Mapping[str, str]) -> list[Base]:
    """The images, in order; stages of the file itself and the empty image left out."""
    known: dict[str, str | None] = {}
    stages: set[str] = set()
    found: list[Base] = []
    begun = False
    for word, rest, start in _instructions(source):
        if word == "ARG" and not begun:
            known.update(_defaults(rest, arguments))
        elif word == "FROM" and (match := _FROM.fullmatch(rest.strip())):
            begun = True
            found.extend(_base(match[2], known, stages, _span(source, start), copied=False))
            stages.add((match[3] or str(len(stages))).lower())
        elif word in ("COPY", "ADD") and (copied := _COPY_FROM.match(rest)):
            found.extend(_base(copied[1], known, stages, _span(source, start), copied=True))
    return found


def _base(
    text: str, known: Mapping[str, str | None], stages: set[str], span: Span, *, copied: bool
) -> Iterator[Base]:
    image, missing = _filled(text, known)
    stage = image.lower() in stages or (copied and image.isdigit())
    if not stage and image.lower() != _SCRATCH:
        yield Base(image=image, missing=missing, copied=copied, span=span)


def _filled(text: str, known: Mapping[str, str | None]) -> tuple[str, tuple[str, ...]]:
    missing: list[str] = []

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[4]
        given = known.get(name)
        if found[2] == "+":
            return found[3] if given else ""
        if found[2] == "-" and not given:
            return found[3]
        if given is None:
            missing.append(name)
            return found[0]
        return given

    return _VARIABLE.sub(value, text.strip("\"'")), tuple(missing)


def _defaults(rest: str, arguments: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
    """Arguments before the first stage, with what the build gives or their defaults."""
    for found in _ARGUMENT.finditer(rest):
        default = next((one for one in found.groups()[1:] if one is not None), None)
        yield found[1], arguments.get(found[1], default)


def _instructions(source: Source) -> Iterator[tuple[str, str, int]]:
    """Each instruction in upper case, the rest of it with continued lines joined, and its place."""
    whole, start, heredoc = "", 0, ""
    for number, offset in enumerate(source.line_starts[:MAX_LINES], 1):
        line = source.line(number)
        if heredoc:
            heredoc = "" if line.strip() == heredoc else heredoc
            continue
        if line.lstrip().startswith("#"):
            continue
        start = start if whole else offset
        if line.rstrip().endswith(("\\", "`")):
            whole += line.rstrip()[:-1] + " "
            continue
        found = _INSTRUCTION.fullmatch(whole + line)
        opened = _HEREDOC.search(whole + line)
        heredoc = opened[2] if opened else ""
        whole = ""
        if found:
            yield found[1].upper(), found[2], start


def _span(source: Source, start: int) -> Span:
    return Span(source, start, start + 1).first_line()
