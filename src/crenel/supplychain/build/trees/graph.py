"""Which package asks for which, as a lock file has decided it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from crenel.supplychain.build.refusal import Refused


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One package as it is installed."""

    key: str
    """What makes it this one: a name and version, with pnpm also its peers."""
    name: str
    version: str
    integrity: str = ""
    resolved: str = ""
    """The address of its archive, where it comes from no public registry."""
    folder: str = ""
    """Of a package of the project's own: its folder as seen from the lock file; else empty."""
    needs: Mapping[str, str] = {}
    """The name that it is imported by -> the key of what answers to it."""
    optional: frozenset[str] = frozenset()
    """Names that it can do without."""
    platforms: Mapping[str, tuple[str, ...]] = {}
    """``os``, ``cpu``, ``libc``, where the lock file tells."""
    line: int = 1


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """All packages that one project asks for."""

    file: str
    roots: Mapping[str, str]
    """The name -> the key, of what the project itself asks for."""
    optional: frozenset[str]
    nodes: Mapping[str, Node]

    def node(self, key: str) -> Node:
        """The package of a key. Raises Refused for one that the lock file lacks."""
        if key not in self.nodes:
            what = f"{key[:200]} is asked for, and the lock file does not say which that is"
            raise Refused(what, "Write the lock file anew", file=self.file)
        return self.nodes[key]

    def reached(self) -> list[Node]:
        """Every package that the project leads to."""
        return list(self._walk(self.roots.values()).values())

    def _walk(self, keys: Iterable[str]) -> dict[str, Node]:
        found: dict[str, Node] = {}
        pending = list(keys)
        while pending:
            key = pending.pop()
            if key not in found:
                found[key] = self.node(key)
                pending.extend(found[key].needs.values())
        return found

    def needed(self) -> set[str]:
        """The keys of what nobody can do without: reached without an optional step."""
        pending = [key for name, key in self.roots.items() if name not in self.optional]
        found: set[str] = set()
        while pending:
            key = pending.pop()
            if key not in found:
                found.add(key)
                node = self.node(key)
                pending.extend(k for name, k in node.needs.items() if name not in node.optional)
        return found
