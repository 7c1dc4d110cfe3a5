"""Finding ``crenel:`` comments in templates and code: text that looks like one is not one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

import msgspec

from crenel.model.source import Source, Span
from crenel.pattern import Pattern
from crenel.readers.text.jsonc import blank_comments
from crenel.readers.text.pyyaml import Mark, yaml

MARK = "crenel:"
_PYTHON = (".py", ".pyi")
_HCL = (".tf", ".tofu", ".tfvars", ".hcl")
_CODE = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".java", ".cs", ".go")

_LINES = Pattern(
    r"\.(?:env|toml|ini|cfg|conf|properties|sh|bash|zsh|rb|php|pl|rs|kts?|swift|scala|groovy|gradle"
    r"|ps1|netrc|npmrc|pgpass|mk|exs?)$|(?:^|/)(?:dockerfile|makefile|\.env[^/]*)$"
)
"""Files whose comments begin with ``#`` or ``//`` and end with their line."""
# Strings are read so that what they hold is no comment; each alternative takes linear time.
_QUOTED = r"\"(?:[^\"\\\r\n]|\\.)*\"?|'(?:[^'\\\r\n]|\\.)*'?"
_TRIPLE = r"\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*(?:\"\"\"|\Z)|'''(?:[^'\\]|\\.|'(?!''))*(?:'''|\Z)"
_SLASHES = r"(?P<comment>//[^\r\n]*)|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)"
_IN_PYTHON = Pattern(rf"{_TRIPLE}|{_QUOTED}|(?P<comment>#[^\r\n]*)", re.DOTALL)
_IN_CODE = Pattern(rf"{_QUOTED}|`(?:[^`\\]|\\.)*(?:`|\Z)|{_SLASHES}", re.DOTALL)
_IN_JSON = Pattern(rf"\"(?:[^\"\\\r\n]|\\.)*\"|{_SLASHES}", re.DOTALL)
_IN_LINES = Pattern(rf"{_QUOTED}|(?P<comment>(?<![^\s])(?:#|//)[^\r\n]*)")
_HASH = Pattern(r"(?<![^ \t\r\n])#[^\r\n]*")
_DIRECTIVE = Pattern(r"(?:#+|//+)[ \t]*crenel:")
_HASH_LINE = Pattern(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)")
_SLASH_LINE = Pattern(r"[ \t]*(?://[^\r\n]*|/\*(?:[^*\r\n]|\*(?!/))*\*/[ \t]*)?(?:\r\n|\r|\n)")
_EITHER_LINE = Pattern(
    r"[ \t]*(?:(?:#|//)[^\r\n]*|/\*(?:[^*\r\n]|\*(?!/))*\*/[ \t]*)?(?:\r\n|\r|\n)"
)
_BLOCK_HEADER = Pattern(r"(?:[!&][^\s]*[ \t]+)*[|>][^\r\n]*")


class Comment(msgspec.Struct, frozen=True):
    """A ``crenel:`` comment: where it stands, and the line that it speaks of."""

    span: Span
    line: int


def comments(source: Source) -> Iterator[Comment]:
    """Every such comment of a source, from the top."""
    if MARK not in source.text:
        return
    passed, target = 0, 0
    for start, end in _directives(source):
        span = Span(source, start, end)
        if source.text[source.line_starts[span.line - 1] : start].strip(" \t"):
            yield Comment(span, span.line)
            continue
        if not passed < span.line < target:
            passed, target = span.line, _next_line(source, span.line)
        yield Comment(span, target)


def _next_line(source: Source, line: int) -> int:
    """The next line that is neither blank nor a comment."""
    starts = source.line_starts
    skipped = _skipped(source)
    while line < len(starts) and skipped.match(source.text, starts[line]):
        line += 1
    return line + 1


def _skipped(source: Source) -> Pattern[str]:
    path = source.path.lower()
    if path.endswith(_HCL) or _has_lines(path):
        return _EITHER_LINE
    return _SLASH_LINE if path.endswith(_CODE) or _flows(source.text) else _HASH_LINE


def _flows(text: str) -> bool:
    """Does it begin as JSON does?"""
    return text.lstrip()[:1] in ("{", "[")


def _directives(source: Source) -> Iterator[tuple[int, int]]:
    for start, end in sorted(set(_spans(source))):
        if _DIRECTIVE.match(source.text, start, end):
            yield start, end


def _spans(source: Source) -> Iterator[tuple[int, int]]:
    text, path = source.text, source.path.lower()
    if path.endswith(_PYTHON):
        yield from _scanned(_IN_PYTHON, text)
    elif path.endswith(_CODE):
        yield from _scanned(_IN_CODE, text)
    elif path.endswith(_HCL):
        from crenel.readers.terraform.syntax.hcl import comments_of  # noqa: PLC0415 - when needed

        yield from comments_of(text)
    elif _has_lines(path):
        yield from _scanned(_IN_LINES, text)
    elif _flows(text):
        yield from _scanned(_IN_JSON, text)
        yield from _hashes(Source(source.path, blank_comments(text)))
    else:
        yield from _hashes(source)


def _has_lines(path: str) -> bool:
    return _LINES.search(path) is not None


def _scanned(tokens: Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for found in tokens.finditer(text):
        if found["comment"] and MARK in found["comment"]:
            yield found.span()


def _hashes(source: Source) -> Iterator[tuple[int, int]]:
    """YAML's comments on the lines that name crenel, unless the ``#`` stands inside a scalar."""
    text = source.text
    scalars: list[tuple[int, int]] | None = None
    position = text.find(MARK)
    while position >= 0:
        scalars = _scalars(text) if scalars is None else scalars
        line, _ = source.place(position)
        stop = source.line_starts[line] if line < len(source.line_starts) else len(text)
        found = _first_comment(text, source.line_starts[line - 1], stop, scalars)
        if found is not None:
            yield found
        position = text.find(MARK, stop)


def _first_comment(
    text: str, start: int, stop: int, scalars: list[tuple[int, int]]
) -> tuple[int, int] | None:
    while found := _HASH.search(text, start, stop):
        before = bisect_right(scalars, (found.start(), len(text))) - 1
        if before < 0 or scalars[before][1] <= found.start():
            return found.span()
        start = scalars[before][1]
        if start >= stop:
            return None
    return None


def _scalars(text: str) -> list[tuple[int, int]]:
    """Where scalars that hold a ``#`` stand, in order; one for all of a text that is no YAML.

    Read from the events: a key written twice loses its first value in the tree, not here.
    """
    found: list[tuple[int, int]] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                start, end = _place(event)
                if text.find("#", start, end) >= 0:
                    found.append((_content(text, start, end), end))
    except yaml.YAMLError:
        return [(0, len(text) + 1)]
    return found


def _place(event: yaml.ScalarEvent) -> tuple[int, int]:
    first, last = cast("Mark", event.start_mark), cast("Mark", event.end_mark)
    return first.index, last.index


def _content(text: str, start: int, end: int) -> int:
    """Where the text of a scalar begins: a block scalar's first line may end in a comment."""
    header = _BLOCK_HEADER.match(text, start, end)
    return header.end() if header else start
