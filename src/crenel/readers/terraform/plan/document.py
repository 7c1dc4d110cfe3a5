"""A plan in JSON -> its parts, as nodes with their places.

Source: "JSON Output Format" of the Terraform documentation, format versions 0.x and 1.x.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.source import Source, Span
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

KNOWN_VERSIONS = ("0.", "1.")
_MAX_MODULES = 2_000


class PlannedResource:
    """One resource of a plan: its address, what is planned, and where that stands."""

    def __init__(self, body: MapNode, module: str) -> None:
        self.address = text(body.get("address"))
        self.type = text(body.get("type"))
        self.name = text(body.get("name"))
        self.mode = text(body.get("mode"))
        self.module = module
        self.place = body.get("address") or body
        self.values = body.get("values")

    @property
    def block(self) -> str:
        """The address of its block inside its module, without an index."""
        prefix = "data." if self.mode == "data" else ""
        return f"{prefix}{self.type}.{self.name}"


class Plan:
    """A plan that was read."""

    def __init__(self, source: Source) -> None:
        documents = parse(source.text)
        root = documents[0].root if documents else None
        if not isinstance(root, MapNode):
            raise ReadProblem("a JSON object was expected here", "Make the plan anew")
        self.source = source
        self.root = root
        self.problems: list[tuple[str, Span]] = []
        self._check_version()

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        return Span(self.source, node.start, node.end)

    def resources(self) -> Iterator[PlannedResource]:
        """What would be there after the plan, and the data that was read for it."""
        for top in (at(self.root, "planned_values"), at(self.root, "prior_state", "values")):
            only_data = top is not at(self.root, "planned_values")
            for one in self._below(at(top, "root_module")):
                if one.mode == "data" or not only_data:
                    yield one

    def unknown(self) -> dict[str, Node]:
        """For each address, which of its values are known only after the deployment."""
        found = {}
        for change in elements(self.root.get("resource_changes")):
            after = at(change, "change", "after_unknown")
            if after is not None:
                found[text(at(change, "address"))] = after
        return found

    def variables(self) -> Iterator[tuple[str, Node]]:
        """The values that were given to the root module's variables."""
        for name, (_, body) in entries(self.root.get("variables")):
            value = at(body, "value")
            if value is not None:
                yield name, value

    def _below(self, top: Node | None) -> Iterator[PlannedResource]:
        pending: list[Node | None] = [top]
        count = 0
        while pending:
            module = pending.pop()
            if module is None:
                continue
            count += 1
            if count > _MAX_MODULES:
                sentence = f"more than {_MAX_MODULES:,} modules: the rest is not judged"
                self.problems.append((sentence, self.span(module)))
                return
            address = text(at(module, "address"))
            for body in elements(at(module, "resources")):
                if isinstance(body, MapNode) and text(body.get("address")):
                    yield PlannedResource(body, address)
            pending.extend(reversed(elements(at(module, "child_modules"))))

    def _check_version(self) -> None:
        node = self.root.get("format_version")
        version = text(node)
        if node is not None and not version.startswith(KNOWN_VERSIONS):
            sentence = f"crenel does not know the format {version} of plans: some of it may be lost"
            self.problems.append((sentence, self.span(node)))


def at(node: Node | None, *keys: str) -> Node | None:
    """What stands under keys inside maps."""
    for key in keys:
        node = node.get(key) if isinstance(node, MapNode) else None
    return node


def text(node: Node | None) -> str:
    """The text of a scalar; empty where it is something else."""
    return node.text if isinstance(node, ScalarNode) else ""


def elements(node: Node | None) -> list[Node]:
    """The elements of a list; none where it is something else."""
    return node.items if isinstance(node, ListNode) else []


def entries(node: Node | None) -> list[tuple[str, tuple[ScalarNode, Node]]]:
    """The entries of a map; none where it is something else."""
    return list(node.entries.items()) if isinstance(node, MapNode) else []
