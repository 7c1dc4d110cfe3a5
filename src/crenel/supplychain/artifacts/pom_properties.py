"""Maven libraries inside a jar: ``META-INF/maven/GROUP/ARTIFACT/pom.properties`` (Maven Archiver).

An uber-jar keeps one for each library that was merged into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.verdict import Unread
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.component import Dependency, Ecosystem, Presence

_PROPERTIES = re.compile(r"(?:.*/)?META-INF/maven/[^/]+/[^/]+/pom\.properties")
_LINE = re.compile(r"^\s*(groupId|artifactId|version)\s*[=:]\s*(\S+)\s*$", re.MULTILINE)


def traces(files: Files) -> Iterator[Dependency | Unread]:
    """Every library whose properties were left in place."""
    for name in files.sizes:
        if not _PROPERTIES.fullmatch(name):
            continue
        try:
            told = dict(_LINE.findall(files.read(name).decode("utf-8", "replace")))
        except ReadProblem as problem:
            yield Unread(file=files.at(name), reason=str(problem))
            continue
        if not told.get("groupId") or not told.get("artifactId"):
            yield Unread(file=files.at(name), reason="the properties name no library")
            continue
        yield Dependency(
            ecosystem=Ecosystem.MAVEN,
            name=f"{told['groupId']}:{told['artifactId']}",
            version=told.get("version"),
            presence=Presence.INSTALLED,
            file=files.at(name),
        )
