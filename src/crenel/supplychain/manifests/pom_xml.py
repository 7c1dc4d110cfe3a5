"""``pom.xml`` (Maven), as declared: what a parent or a bill of materials decides is not known."""

from __future__ import annotations

import re
from xml.parsers import expat

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.MAVEN
LOCK = False
MAX_DEPTH = 64
_PROPERTY = re.compile(r"\$\{([^{}]+)\}")
_RANGE = re.compile(r"[\[\](),]")
_DEVELOPMENT = frozenset({"test", "provided"})
_PROJECT = ("project",)
_DEPENDENCY = ("project", "dependencies", "dependency")
_MANAGED = ("project", "dependencyManagement", "dependencies", "dependency")


def names(name: str) -> bool:
    """``pom.xml``."""
    return name == "pom.xml"


def read(tree: Tree, path: str) -> Manifest:
    """What the project asks for. Raises ReadProblem, also for a document type declaration."""
    pom = _Pom(tree.read(path).text)
    return Manifest(
        path=path,
        format="pom_xml",
        lock=False,
        ecosystem=ECOSYSTEM,
        dependencies=tuple(pom.dependency(one, line, path) for one, line in pom.found),
        name=pom.resolved("${project.artifactId}"),
        whole=False,
    )


class _Pom:
    """The parts of a project object model that name libraries."""

    def __init__(self, text: str) -> None:
        self.found: list[tuple[dict[str, str], int]] = []
        self._managed: dict[tuple[str, str], str] = {}
        self._properties: dict[str, str] = {}
        self._stack: list[str] = []
        self._text = ""
        self._current: dict[str, str] = {}
        self._line = 1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = _no_doctype
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            what = f"this is not XML: {expat.ErrorString(error.code)}"
            raise ReadProblem(
                what, "Correct it", line=error.lineno, column=error.offset + 1
            ) from None

    def dependency(self, one: dict[str, str], line: int, path: str) -> Dependency:
        """A dependency with its properties filled in."""
        group, artifact = self._of(one, "groupId"), self._of(one, "artifactId")
        written = self._of(one, "version") or self._managed.get((group, artifact), "")
        version = self.resolved(written)
        known = bool(version) and "${" not in version and not _RANGE.search(version)
        scope = self._of(one, "scope")
        optional = Scope.OPTIONAL if self._of(one, "optional") == "true" else Scope.RUNTIME
        return Dependency(
            ecosystem=ECOSYSTEM,
            name=f"{group}:{artifact}",
            version=version if known else None,
            wanted=version,
            scope=Scope.DEVELOPMENT if scope in _DEVELOPMENT else optional,
            direct=True,
            file=path,
            line=line,
        )

    def resolved(self, text: str) -> str:
        """A text with its properties filled in, as far as this file gives them."""
        for _ in range(8):
            filled = _PROPERTY.sub(lambda found: self._properties.get(found[1], found[0]), text)
            if filled == text or len(filled) > 1_000:  # noqa: PLR2004 - no version is as long
                break
            text = filled
        return text

    def _of(self, one: dict[str, str], key: str) -> str:
        return self.resolved(one.get(key, ""))

    def _start(self, name: str, _: dict[str, str]) -> None:
        self._stack.append(name.rpartition(":")[2])
        self._text = ""
        if len(self._stack) > MAX_DEPTH:
            line = self._parser.CurrentLineNumber
            raise ReadProblem(f"it nests more than {MAX_DEPTH} elements", line=line)
        if tuple(self._stack) in (_DEPENDENCY, _MANAGED):
            self._current, self._line = {}, self._parser.CurrentLineNumber

    def _characters(self, text: str) -> None:
        self._text += text

    def _end(self, _: str) -> None:
        path, text = tuple(self._stack), self._text.strip()
        self._stack.pop()
        if path == _DEPENDENCY:
            self.found.append((self._current, self._line))
        elif path == _MANAGED:
            key = (self._current.get("groupId", ""), self._current.get("artifactId", ""))
            self._managed[key] = self._current.get("version", "")
        elif path[:-1] in (_DEPENDENCY, _MANAGED):
            self._current[path[-1]] = text
        elif path[:-1] == ("project", "properties"):
            self._properties[path[-1]] = text
        elif path[:-1] in (_PROJECT, ("project", "parent")):
            prefix = "project.parent" if len(path) > 2 else "project"  # noqa: PLR2004 - its depth
            self._properties[f"{prefix}.{path[-1]}"] = text
            self._properties.setdefault(f"project.{path[-1]}", text)
        self._text = ""


def _no_doctype(*_: object) -> None:
    """Entities of a document type could make a small file endless, or lead out of it."""
    raise ReadProblem("it declares a document type", "Remove the DOCTYPE")
