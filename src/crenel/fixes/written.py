"""Where a resource is written, by its format: the file, and how a path of it is set there."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.hcl import HclText
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.homes import home
from crenel.fixes.recipe import Grant, Setting
from crenel.fixes.roles import granted
from crenel.model.verdict import Verdict
from crenel.readers.root import Root, folder_of, join
from crenel.readers.terraform.modules.configuration import SUFFIXES, Configuration, Folders
from crenel.readers.terraform.modules.run import source_of
from crenel.readers.terraform.syntax.nodes import Block
from crenel.readers.text.parse import parse
from crenel.readers.text.tree import MapNode, Node, ScalarNode

_INDEX = r'(?:\[(?:"(?:[^"\\]|\\.)*"|[^"\]]*)\])?'
_MODULE = re.compile(rf"module\.([\w-]+){_INDEX}\.")
_RESOURCE = re.compile(rf"([\w-]+)\.([\w-]+){_INDEX}")
_LOCAL = ("./", "../")


class Written(ABC):
    """Where one resource stands."""

    def __init__(self, file: str, kind: str, name: str) -> None:
        self.file = file
        self.kind = kind
        self.name = name

    @abstractmethod
    def set(self, text: str, path: str, value: Setting) -> str:
        """The text of the file with ``value`` under a dotted path. Raises Refused."""

    def grant(self, text: str, _: Grant) -> str:
        """The text in which the function's role has a policy; as it is where no role is found."""
        return text


class InTree(Written):
    """In YAML or JSON."""

    def set(self, text: str, path: str, value: Setting) -> str:
        """Sets it in the one document of the file."""
        tree = tree_of(text)
        place = home(tree, self.kind, self.name)
        return tree.setting(place, path.split("."), value).on(text)

    def grant(self, text: str, grant: Grant) -> str:
        """Gives it to the role, where that is written in the same template."""
        tree = tree_of(text)
        return granted(tree, home(tree, self.kind, self.name), grant)


class Included(Written):
    """In YAML or JSON, as all that a file holds: ``Orders: ${file(orders.yml)}``."""

    def set(self, text: str, path: str, value: Setting) -> str:
        """Sets it in the map that the file is."""
        tree = tree_of(text)
        if not isinstance(tree.root, MapNode) or not self._is_it(tree.at("Type")):
            raise Refused(f"{self.name} is included from {self.file}: decide it by hand")
        return tree.setting(tree.root, path.split("."), value).on(text)

    def _is_it(self, kind: Node | None) -> bool:
        return isinstance(kind, ScalarNode) and kind.text == self.kind


class InHcl(Written):
    """In Terraform's own language."""

    def set(self, text: str, path: str, value: Setting) -> str:
        """Sets it in the block of the resource, for all that the block makes."""
        tree = HclText(text)
        place = tree.resource(self.kind, self.name)
        return tree.setting(place, path.split("."), value).on(text)


def is_terraform(file: str) -> bool:
    """Is it a file of Terraform's configuration, by its name?"""
    return file.endswith(SUFFIXES)


class Places:
    """Finds where the resources below a root are written."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._folders = Folders(root)

    def of(self, verdict: Verdict) -> Written:
        """Where the resource of a verdict stands. Raises Refused where it is not found."""
        file = verdict.address.partition("::")[0]
        return self.find(file, verdict.type, verdict.logical_id, verdict.span.file)

    def find(self, file: str, kind: str, logical_id: str, seen_in: str = "") -> Written:
        """Where a resource stands; ``seen_in`` is the file that a finding in it points into."""
        if is_terraform(file):
            return self._block(folder_of(file), logical_id)
        # In the file of the address; in what it includes, where the finding stands there.
        elsewhere = seen_in not in ("", file)
        if elsewhere and not _holds(self._root.read(file).text, kind, logical_id):
            return Included(seen_in, kind, logical_id)
        return InTree(file, kind, logical_id)

    def _block(self, folder: str, address: str) -> Written:
        """By the address: through the modules that are called, into the folder of the last one."""
        position = 0
        while step := _MODULE.match(address, position):
            folder = self._called(folder, step[1])
            position = step.end()
        found = _RESOURCE.fullmatch(address, position)
        if found is None:
            raise Refused(f"{address} is no address of a resource")
        kind, name = found.groups()
        file = self._file(self._folders.get(folder), kind, name)
        return (InTree if file.endswith(".json") else InHcl)(file, kind, name)

    def _called(self, folder: str, name: str) -> str:
        call = self._folders.get(folder).calls.get(name)
        source = source_of(call) if call else None
        if source is None or not (source in (".", "..") or source.startswith(_LOCAL)):
            raise Refused(f"the module {name} is not part of what is analysed")
        found = join(folder, source)
        return "" if found == "." else found

    def _file(self, configuration: Configuration, kind: str, name: str) -> str:
        block = configuration.resources.get(kind, {}).get(name)
        if block is None:
            raise Refused(f"{kind}.{name} was not found in {configuration.folder or '.'}")
        if any(file != block.source.path for file in _files(block)):
            raise Refused("an override file changes it: decide it by hand")
        return block.source.path


def _holds(text: str, kind: str, name: str) -> bool:
    try:
        return bool(home(tree_of(text), kind, name))
    except Refused:
        return False


def _files(block: Block) -> Iterator[str]:
    """The files that a block is written in: an override file adds to it."""
    yield from (one.source.path for one in block.body.attributes.values())
    yield from (one.source.path for one in block.body.blocks)


def tree_of(text: str) -> TreeText:
    """The one document of a file. Raises Refused."""
    try:
        documents = parse(text)
    except ReadProblem as problem:
        raise Refused(f"it cannot be read: {problem}") from None
    if len(documents) != 1:
        raise Refused(f"its file holds {len(documents)} documents")
    return TreeText(text, documents[0].root)
