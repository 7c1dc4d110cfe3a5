"""Which documents are services: by what they hold, never by what they are called."""

from __future__ import annotations

import re

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.pattern import Pattern
from crenel.readers.text.tree import Document, MapNode, Node, ScalarNode

_PROGRAM = Pattern(r"(?:.*/)?serverless\.(?:ts|js|mjs|cjs)")
_MARKS = (
    Pattern(rb"^\s{0,2}[\"']?service[\"']?\s*:", re.MULTILINE),
    Pattern(rb"^\s{0,2}[\"']?provider[\"']?\s*:", re.MULTILINE),
)
_INCLUDED = Pattern(rb"\$\{\s*file\(([^(){}$\r\n]{1,300})\)")
_AMAZON = "aws"


class Service:
    """One service file of Amazon's provider."""

    format = "serverless"

    def __init__(self, source: Source, document: Document, root: MapNode) -> None:
        self.source = source
        self.document = document
        self.root = root


def looks_like_service(data: bytes) -> bool:
    """May these bytes be a service? Plain searches first."""
    if b"service" not in data or b"provider" not in data:
        return False
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return b'"service"' in data and b'"provider"' in data
    return all(mark.search(data) is not None for mark in _MARKS)


def included_names(data: bytes) -> list[str]:
    """The files that a service seems to include: they are judged in it."""
    names = (name.strip(b" \"'") for name in _INCLUDED.findall(data))
    return [name.decode("utf-8", "replace") for name in names]


def program_problem(path: str) -> ReadProblem | None:
    """Why a service that is written as a program is not read."""
    if not _PROGRAM.fullmatch(path):
        return None
    return ReadProblem(
        "it is a program, which is not run",
        "Export it with `sls print --format yaml > serverless.yml`",
    )


def service_of(source: Source, document: Document) -> Service | None:
    """The service in a document; None where it is something else.

    Raises ReadProblem where it is a service of a provider that crenel does not read yet.
    """
    root = document.root
    if not isinstance(root, MapNode) or not {"service", "provider"} <= root.entries.keys():
        return None
    provider = root.get("provider")
    name = provider_name(provider)
    if name is None or not (_shaped(root) or name == _AMAZON):
        return None
    if name != _AMAZON and "${" not in name:
        line, column = source.place(provider.start if provider else 0)
        what = f"a Serverless Framework service for {name}, which is not read yet"
        raise ReadProblem(what, "Only the provider aws is", line=line, column=column)
    return Service(source, document, root)


def provider_name(provider: Node | None) -> str | None:
    """``provider: aws``, or the ``name`` of the map; a file that holds it counts as Amazon's."""
    if isinstance(provider, ScalarNode):
        return _AMAZON if provider.text.startswith("${") else provider.text
    name = provider.get("name") if isinstance(provider, MapNode) else None
    return name.text if isinstance(name, ScalarNode) else None


def _shaped(root: MapNode) -> bool:
    return "functions" in root.entries or "frameworkVersion" in root.entries
