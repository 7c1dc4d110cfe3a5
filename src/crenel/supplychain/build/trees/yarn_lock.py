"""yarn's lock files, classic and berry: entries by what they answer to (``name@range``)."""

from __future__ import annotations

import posixpath

from crenel.code.tree import folder_of
from crenel.readers.root import Root
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.trees.asked import Asked, Own
from crenel.supplychain.build.trees.graph import Graph, Node
from crenel.supplychain.manifests._workspaces import ARCHIVES, LOCAL
from crenel.supplychain.manifests.yarn_lock import Entry, berry, classic, is_berry

_PUBLIC = ("https://registry.yarnpkg.com/", "https://registry.npmjs.org/")


def graph(root: Root, file: str, project: Asked, *, tools: bool) -> Graph:
    """What a project asks for. Raises Refused."""
    return _Reading(root, file).graph(project, tools=tools)


class _Reading:
    def __init__(self, root: Root, file: str) -> None:
        self._file = file
        self._top = folder_of(file)
        self._own = Own(root, self._top)
        self._nodes: dict[str, Node] = {}
        source = root.read(file)
        found = berry(source) if is_berry(source) else classic(source)
        self._entries = {name: one for one in found for name in one.asked}

    def graph(self, project: Asked, *, tools: bool) -> Graph:
        wanted = project.wanted(tools=tools)
        roots = {name: self._key(name, range_, project) for name, range_ in wanted.items()}
        return Graph(
            file=self._file,
            roots=roots,
            optional=frozenset(project.optional),
            nodes=self._nodes,
        )

    def _key(self, name: str, range_: str, asking: Asked | None) -> str:
        """The key of what answers; its node is made with all that it needs. Raises Refused."""
        entry = self._entry(name, range_, asking)
        if entry is not None and entry.integrity:
            return self._of_entry(entry)
        local = self._local(name, range_, asking)
        if local is not None:
            return self._of_folder(local, name)
        if entry is not None:
            return self._of_entry(entry)
        what = f"{name}@{range_} is asked for, and the lock file does not name it"
        raise Refused(what, "Write the lock file anew", file=self._file)

    def _entry(self, name: str, range_: str, asking: Asked | None) -> Entry | None:
        """What answers; what lies in a folder or file is named as seen from the lock file."""
        named = (f"{name}@{range_}", f"{name}@npm:{range_}")
        found = next((self._entries[one] for one in named if one in self._entries), None)
        if found is not None or asking is None or not range_.startswith("file:"):
            return found
        path = posixpath.join(asking.folder or ".", range_.partition(":")[2])
        place = posixpath.relpath(path, self._top or ".")
        named = (f"{name}@file:{place}", f"{name}@file:./{place}")
        return next((self._entries[one] for one in named if one in self._entries), None)

    def _local(self, name: str, range_: str, asking: Asked | None) -> Asked | None:
        away = range_.startswith(LOCAL) and "/" in range_ and not range_.endswith(ARCHIVES)
        if away and asking is not None:
            return self._own.at(asking.folder, range_)
        return self._own.named(name)

    def _of_entry(self, entry: Entry) -> str:
        version, resolved = entry.fields.get("version", ""), entry.fields.get("resolved", "")
        if resolved.startswith(("patch:", "git@", "git+", "ssh:")):
            what = f"{entry.name} comes from {resolved[:100]}, which npm is not asked to install"
            raise Refused(what, "Publish it, or bundle it", file=self._file, line=entry.line)
        key = f"{entry.name}@{version} {resolved}"
        if key in self._nodes:
            return key
        # Circles end: it is known before what it needs is.
        self._nodes[key] = Node(key=key, name=entry.name, version=version)
        self._nodes[key] = Node(
            key=key,
            name=entry.name,
            version=version,
            integrity=_integrity(entry.integrity),
            resolved="" if resolved.startswith(_PUBLIC) else resolved.partition("#")[0],
            needs={name: self._key(name, range_, None) for name, range_ in entry.needs.items()},
            optional=frozenset(entry.optional),
            line=entry.line,
        )
        return key

    def _of_folder(self, local: Asked, name: str) -> str:
        folder = posixpath.relpath(local.folder or ".", self._top or ".")
        key = f"{name} {folder}"
        if key not in self._nodes:
            self._nodes[key] = Node(key=key, name=name, version=local.version, folder=folder)
            wanted = local.wanted(tools=False)
            self._nodes[key] = Node(
                key=key,
                name=name,
                version=local.version,
                folder=folder,
                needs={one: self._key(one, range_, local) for one, range_ in wanted.items()},
                optional=frozenset(local.optional),
            )
        return key


def _integrity(told: str) -> str:
    """Old entries carry a digest in hex, which npm writes in base64."""
    if not told.startswith("sha1:"):
        return told
    from base64 import b64encode  # noqa: PLC0415 - of old files

    return f"sha1-{b64encode(bytes.fromhex(told.removeprefix('sha1:'))).decode()}"
