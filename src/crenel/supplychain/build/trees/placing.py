"""Where each package lies, so that whoever asks for it finds it: as high as nobody else minds.

Node.js looks for a name in the ``node_modules`` beside a file, then in those above it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.trees.graph import Graph, Node

MODULES = "node_modules"
MAX_PLACES = 50_000
MAX_DEPTH = 30
"""Packages inside one another: versions that ask for one another in a circle have no end."""
Places = Mapping[str, Node]
"""``node_modules/a/node_modules/b`` -> the package there; local ones lie where they are."""


def placed(graph: Graph) -> dict[str, Node]:
    """The folders of all packages of a project. Raises Refused."""
    return _Placing(graph).places()


class _Placing:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._inside: dict[str, dict[str, Node]] = {"": {}}
        """Folder of a package -> what lies in its ``node_modules``, by name."""
        self._seen: dict[str, set[str]] = {"": set()}
        """Folder -> names that were looked for through it, and found further up."""
        self._pending: deque[tuple[str, Node]] = deque()
        self._found: dict[str, Node] = {}

    def places(self) -> dict[str, Node]:
        for name, key in self._graph.roots.items():
            self._put("", name, self._graph.node(key))
        while self._pending:
            place, node = self._pending.popleft()
            for name, key in node.needs.items():
                self._find(place, name, self._graph.node(key))
        return self._found

    def _find(self, place: str, name: str, node: Node) -> None:
        """Lets a package at a place find another by a name: where it is, or newly put.

        It is put as high as it may be: below where another one has that name, and where nobody
        looks through for one that lies further up.
        """
        above = _above(place)
        there = next((one for one in above if name in self._inside[one]), None)
        if there is not None and self._inside[there][name].key == node.key:
            self._pass(above[: above.index(there)], name)
            return
        below = above if there is None else above[: above.index(there)]
        free = [one for one in below if name not in self._seen[one]]
        if not free:
            what = f"{name} means two packages in {place or 'the project'}"
            raise Refused(what, "Write the lock file anew", file=self._graph.file, line=node.line)
        self._pass(above[: above.index(free[-1])], name)
        self._put(free[-1], name, node)

    def _pass(self, through: list[str], name: str) -> None:
        for one in through:
            self._seen[one].add(name)

    def _put(self, place: str, name: str, node: Node) -> None:
        at = node.folder or f"{place}/{MODULES}/{name}".lstrip("/")
        self._inside[place][name] = node
        self._found[f"{place}/{MODULES}/{name}".lstrip("/")] = node
        if place.count(MODULES) > MAX_DEPTH:
            what = (
                f"{node.name} {node.version} and what it asks for go round in a circle of versions"
            )
            raise Refused(what, "Write the lock file anew", file=self._graph.file, line=node.line)
        if len(self._found) > MAX_PLACES:
            raise Refused(f"more than {MAX_PLACES:,} packages are asked for", file=self._graph.file)
        if at not in self._inside:
            self._inside[at], self._seen[at] = {}, set()
            self._pending.append((at, node))


def _above(place: str) -> list[str]:
    """The folders of packages in which a package at a place looks, its own first."""
    found = [place]
    while MODULES in place:
        place = place.rpartition(f"{MODULES}/")[0].rstrip("/")
        found.append(place)
    return found if found[-1] == "" else [*found, ""]
