"""A folder of Terraform files -> what it declares. Each folder is read once."""

from __future__ import annotations

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.readers.root import Root
from crenel.readers.terraform.syntax.hcl import parse_body
from crenel.readers.terraform.syntax.json_syntax import parse_json_body
from crenel.readers.terraform.syntax.nodes import Attribute, Block, Body
from crenel.readers.terraform.syntax.places import Problems

SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
_LABELS = {"resource": 2, "data": 2, "ephemeral": 2, "variable": 1, "output": 1, "module": 1}
_PASSED_OVER = frozenset(
    {"terraform", "moved", "import", "removed", "check", "action", "list", "language"}
)
"""Blocks that make nothing, or that move what others make."""


class Configuration:
    """What one folder declares."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.sources: list[Source] = []
        self.problems: Problems = []
        self.unread: list[tuple[str, ReadProblem]] = []
        self.variables: dict[str, Block] = {}
        self.outputs: dict[str, Block] = {}
        self.calls: dict[str, Block] = {}
        self.locals: dict[str, Attribute] = {}
        self.resources: dict[str, dict[str, Block]] = {}
        """By type (``data.TYPE`` for data sources), then by name."""
        self.providers: list[Block] = []

    def add(self, body: Body) -> None:
        """What the body of one file declares."""
        for block in body.blocks:
            if block.type == "locals":
                self._locals(block)
            elif block.type in _LABELS:
                self._declared(block)
            elif block.type == "provider":
                self.providers.append(block)
            elif block.type not in _PASSED_OVER:
                self._problem(f"Terraform has no block {block.type!r} here", block)

    def _locals(self, block: Block) -> None:
        for name, attribute in block.body.attributes.items():
            if name in self.locals:
                self._problem(f"the local {name!r} is written twice", attribute)
            self.locals[name] = attribute

    def _declared(self, block: Block) -> None:
        if len(block.labels) != _LABELS[block.type]:
            self._problem(f"a {block.type} wants {_LABELS[block.type]} labels", block)
            return
        table = self._table(block)
        name = block.labels[-1]
        if name in table:
            self._problem(f"{block.type} {'.'.join(block.labels)} is declared twice", block)
        table[name] = block

    def _table(self, block: Block) -> dict[str, Block]:
        tables = {"variable": self.variables, "output": self.outputs, "module": self.calls}
        if block.type in tables:
            return tables[block.type]
        prefix = "" if block.type == "resource" else f"{block.type}."
        return self.resources.setdefault(prefix + block.labels[0], {})

    def override(self, body: Body) -> None:
        """What an override file replaces: attributes by name, nested blocks by type."""
        for block in body.blocks:
            if block.type == "locals":
                self.locals.update(block.body.attributes)
            elif block.type in _LABELS and len(block.labels) == _LABELS[block.type]:
                table = self._table(block)
                old = table.get(block.labels[-1])
                if old is None:
                    table[block.labels[-1]] = block
                else:
                    _replace(old.body, block.body)

    def _problem(self, sentence: str, node: Block | Attribute) -> None:
        self.problems.append((sentence, node.span))


class Folders:
    """The configurations below a root."""

    def __init__(self, root: Root) -> None:
        self.root = root
        self._read: dict[str, Configuration] = {}

    def has(self, folder: str) -> bool:
        """Does a folder hold configuration?"""
        return any(name.endswith(SUFFIXES) for name in self.root.children(folder))

    def get(self, folder: str) -> Configuration:
        """What a folder declares; what cannot be read of it is in its problems."""
        if folder not in self._read:
            self._read[folder] = self._load(folder)
        return self._read[folder]

    def forget(self, folder: str) -> None:
        """Drops what is no longer needed."""
        self._read.pop(folder, None)

    def _load(self, folder: str) -> Configuration:
        found = Configuration(folder)
        names = [name for name in self.root.children(folder) if name.endswith(SUFFIXES)]
        for name in sorted(names, key=lambda name: (_is_override(name), name)):
            path = f"{folder}/{name}" if folder else name
            try:
                source = self.root.read(path)
                body = _parsed(source, found.problems)
            except ReadProblem as problem:
                found.unread.append((path, problem))
                continue
            found.sources.append(source)
            if _is_override(name):
                found.override(body)
            else:
                found.add(body)
        return found


def _parsed(source: Source, problems: Problems) -> Body:
    parse = parse_json_body if source.path.endswith(".json") else parse_body
    return parse(source, problems)


def _is_override(name: str) -> bool:
    stem = name.partition(".")[0]
    return stem == "override" or stem.endswith("_override")


def _replace(old: Body, new: Body) -> None:
    old.attributes.update(new.attributes)
    replaced = {block.type for block in new.blocks}
    old.blocks = [block for block in old.blocks if block.type not in replaced] + new.blocks
