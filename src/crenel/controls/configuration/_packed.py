"""The folder that is shipped with a function, and the private files in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.errors import ReadProblem
from crenel.model.entities import Function
from crenel.pattern import Pattern
from crenel.readers.root import SKIPPED_FOLDERS, Root, join

_RUNTIMES = ("nodejs", "python", "ruby")
"""Those whose folder is shipped as it is; of others a build ships what it made."""
_BUILT = ("esbuild", "makefile", "go1.x", "go", "rust-cargolambda", "gradle", "maven", "dotnet")
_ARCHIVES = (".zip", ".jar", ".tar.gz", ".tgz")
_MAX_NAMES = 2_000
_MAX_BYTES = 100_000
_NO_EXAMPLE = Pattern(r"\.env(?!.*(?:example|sample|template|dist|default|schema|test))(?:\.|$)")
_ASSIGNMENT = Pattern(r"^\s*(?:export\s+)?[A-Za-z_]\w*\s*=\s*[\"']?[^\s\"'#]", re.MULTILINE)
_PRIVATE_KEY = Pattern(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
_TOKEN = Pattern(r"_authToken\s*=\s*[^\s$]|^\s*password\s*[=:]\s*[^\s$]", re.MULTILINE)
_KEY_FILES = (".pem", ".key", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", ".ppk")


class PrivateFile(msgspec.Struct, frozen=True):
    """A file that should not be shipped."""

    path: str
    """Below the folder."""
    full: str
    """Below the root."""
    what: str


def packed_folder(function: Function, app: Knowledge) -> str | None:
    """The folder, below the root; None where none of the files here is shipped as it is."""
    package, folder = function.package, function.package.folder.known()
    if folder is None or app.root is None or not package.image.is_absent().certain:
        return None
    built = package.bundled.is_true().possible or package.build.text().lower() in _BUILT
    interpreted = function.runtime.text().startswith(_RUNTIMES)
    place = join(package.base, str(folder))
    outside = place.startswith(("..", "/")) or "://" in place or place.endswith(_ARCHIVES)
    if built or not interpreted or outside or not app.root.exists(place):
        return None
    return "" if place == "." else place


def private_files(folder: str, app: Knowledge) -> list[PrivateFile]:
    """The private files in a folder, looked for once."""
    root = app.root
    if root is None:
        return []
    return app.once(("private files", folder), lambda: list(_found(folder, root)))


def _found(folder: str, root: Root) -> Iterator[PrivateFile]:
    for path in _paths(folder, root):
        what = _what(path.rpartition("/")[2], path, root)
        if what:
            yield PrivateFile(path.removeprefix(f"{folder}/"), path, what)


def _paths(folder: str, root: Root) -> Iterator[str]:
    """Every name below the folder that is no tool's, breadth first, within a bound."""
    pending = [folder]
    for place in pending:
        for name in root.children(place):
            if name in SKIPPED_FOLDERS or len(pending) > _MAX_NAMES:
                continue
            path = f"{place}/{name}" if place else name
            yield path
            if "." not in name[1:]:
                pending.append(path)


def _what(name: str, path: str, root: Root) -> str:
    if _NO_EXAMPLE.match(name):
        return _if(_ASSIGNMENT, path, root, "variables of an environment")
    if name.endswith(_KEY_FILES):
        return _if(_PRIVATE_KEY, path, root, "a private key")
    if name in (".npmrc", ".pypirc", ".netrc"):
        return _if(_TOKEN, path, root, "the credentials of a registry")
    if path.endswith(".aws/credentials"):
        return _if(_ASSIGNMENT, path, root, "credentials of AWS")
    return "the state of Terraform" if name == "terraform.tfstate" else ""


def _if(pattern: Pattern[str], path: str, root: Root, what: str) -> str:
    try:
        text = root.read_bytes(path, _MAX_BYTES).decode("utf-8", "replace")
    except ReadProblem:
        return ""
    return what if pattern.search(text) else ""
