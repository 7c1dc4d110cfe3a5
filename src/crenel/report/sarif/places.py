"""Places as SARIF writes them: percent-encoded URIs and regions of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes

from crenel.report.escape import visible

if TYPE_CHECKING:
    from crenel.model.source import Span
    from crenel.report.settings import Settings

MOST_LINES = 5
"""GitHub shows an alert on a pull request only where all of its lines are in the diff."""


def location(span: Span, settings: Settings) -> dict[str, Any]:
    """A location with a region; a long one is cut to its first line."""
    kept = span if span.end_line - span.line < MOST_LINES else span.first_line()
    region = {
        "startLine": kept.line,
        "startColumn": kept.column,
        "endLine": kept.end_line,
        "endColumn": kept.end_column,
    }
    return {"physicalLocation": {"artifactLocation": artifact(span.file, settings), **_at(region)}}


def point(file: str, line: int, column: int, settings: Settings) -> dict[str, Any]:
    """A location with a single position."""
    region = {"startLine": max(line, 1), "startColumn": max(column, 1)}
    return {"physicalLocation": {"artifactLocation": artifact(file, settings), **_at(region)}}


def artifact(file: str, settings: Settings) -> dict[str, str]:
    """The file relative to the checkout, as a URI."""
    return {"uri": uri(settings.path(file)), "uriBaseId": "%SRCROOT%"}


def uri(path: str) -> str:
    """Percent-encoded; bytes of a name that is no UTF-8 stay what they are."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    return quote_from_bytes(raw, safe="/")


def link_free(text: str) -> str:
    """Message text in which no ``[words](target)`` makes a link."""
    return visible(text).replace("](", "] (")


def _at(region: dict[str, int]) -> dict[str, Any]:
    return {"region": region}
