"""``gradle.lockfile`` (Gradle's dependency locking, the single-file format)."""

from __future__ import annotations

from crenel.code.tree import Tree
from crenel.errors import ReadProblem
from crenel.supplychain.component import Dependency, Ecosystem, Presence, Scope
from crenel.supplychain.manifests.manifest import Manifest

ECOSYSTEM = Ecosystem.MAVEN
LOCK = True
_PARTS = 3


def names(name: str) -> bool:
    """``gradle.lockfile``, ``buildscript-gradle.lockfile`` left out: nothing of it is shipped."""
    return name == "gradle.lockfile"


def read(tree: Tree, path: str) -> Manifest:
    """Every locked module. Raises ReadProblem for a line that is none."""
    found: list[Dependency] = []
    for number, raw in enumerate(tree.read(path).text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", "empty=")):
            continue
        module, _, configurations = line.partition("=")
        parts = module.split(":")
        if len(parts) != _PARTS or not all(parts):
            message = f"{line[:100]!r} is no locked module"
            raise ReadProblem(message, "Write the lock file anew", line=number)
        used = configurations.split(",")
        shipped = not used or any("test" not in one.lower() for one in used)
        found.append(
            Dependency(
                ecosystem=ECOSYSTEM,
                name=f"{parts[0]}:{parts[1]}",
                version=parts[2],
                presence=Presence.LOCKED,
                scope=Scope.RUNTIME if shipped else Scope.DEVELOPMENT,
                file=path,
                line=number,
            )
        )
    return Manifest(
        path=path, format="gradle_lock", lock=True, ecosystem=ECOSYSTEM, dependencies=tuple(found)
    )
