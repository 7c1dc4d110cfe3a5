"""npm packages for an artifact: ``npm ci`` from the lock file, and no script of any package run.

The folder of the lock file is copied without what tools made; of its ``.npmrc`` only the addresses
of registries are kept, since npm may be told there to run programs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec

from crenel.code.tree import folder_of
from crenel.readers.root import Root
from crenel.supplychain.build.installers.installer import Failed, run
from crenel.supplychain.build.locked import Locked
from crenel.supplychain.build.record import LeftOut, Tool
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.source import Source
from crenel.supplychain.build.stage import Entry, is_executable
from crenel.supplychain.build.target import Target
from crenel.supplychain.build.trees.project import standing
from crenel.supplychain.manifests._places import listing, mapping, text
from crenel.supplychain.purl import purl

MODULES = "node_modules"
_NPMRC = ".npmrc"
_REGISTRY = re.compile(r"\s*(?:@[\w.-]+:)?registry\s*=\s*https?://[^\s$]+\s*")
_CPUS = {"x86_64": "x64", "arm64": "arm64"}
_MISMATCH = re.compile(r"EINTEGRITY|integrity checksum failed")
_LOCKS = ("package-lock.json", "npm-shrinkwrap.json")


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """One installed package."""

    folder: str
    """Relative to the folder that was installed into."""
    name: str
    version: str

    @property
    def purl(self) -> str:
        """Its package URL."""
        return purl("npm", self.name, self.version)


class Modules(msgspec.Struct, frozen=True, kw_only=True):
    """A copy of the project with its ``node_modules``."""

    folder: Path
    """Where the project's copy stands."""
    packages: tuple[Package, ...] = ()

    def entries(self) -> tuple[list[Entry], list[LeftOut]]:
        """The files of packages, links between them followed, and what was left out."""
        kept: list[Entry] = []
        left: list[LeftOut] = []
        owners = {one.folder: one.purl for one in self.packages}
        for name, path in _files(self.folder, MODULES, frozenset()):
            reason = _unwanted(name)
            if reason:
                left.append(LeftOut(name, reason))
            else:
                kept.append(
                    Entry(
                        name=name,
                        owner=_owner(name, owners),
                        path=path,
                        executable=is_executable(path),
                    )
                )
        return kept, left

    def holder(self, name: str) -> Package | None:
        """The package that a file (as seen from ``folder``) belongs to."""
        by_folder = {one.folder: one for one in self.packages}
        return next((by_folder[one] for one in _above(name) if one in by_folder), None)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be installed."""

    lock: Locked
    target: Target
    tree: Mapping[str, Any] | None = None
    """The lock file for npm, where the project's is of another program."""
    tools: bool
    """What development asks for, too, for this machine."""


def npm_packages(wanted: Wanted, root: Root, work: Path) -> Modules:
    """Copies the project and installs into the copy. Raises Refused."""
    lock = wanted.lock
    place = folder_of(lock.manifest.path)
    folder = work / "project"
    _copy(root, place, folder)
    _settle(root, place, folder)
    for flag in listing(_json(folder / "package.json").get("workspaces")):
        if ".." in str(flag):
            what = "a workspace lies above the lock file"
            raise Refused(what, "Build from the folder around both", file=lock.manifest.path)
    with standing(wanted.tree, folder) if wanted.tree is not None else nullcontext():
        _install(wanted, folder)
    found = Modules(folder=folder, packages=tuple(_packages(folder)))
    return found if wanted.tools else _fitting(found, wanted)


def _install(wanted: Wanted, folder: Path) -> None:
    program = shutil.which("npm")
    if program is None:
        raise Refused("npm was not found", "Install Node.js with npm, or put it on PATH")
    cpu = _CPUS[wanted.target.architecture]
    platform = [] if wanted.tools else ["--os=linux", f"--cpu={cpu}", "--libc=glibc"]
    command = [
        program,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
        *([] if wanted.tools else ["--omit=dev"]),
        *platform,
    ]
    try:
        run(command, folder)
    except Failed as failure:
        raise _explained(failure, wanted.lock) from None


def npm() -> Tool:
    """The program itself, for the record. Raises Refused."""
    return Tool(name="npm", version=_asked("--version"))


def registry(root: Root, lock: Locked) -> str:
    """The registry that the person's own settings name. Raises Refused where the project's differ.

    Asked for where a program from it is to be run.
    """
    settings = f"{folder_of(lock.manifest.path)}/{_NPMRC}".lstrip("/")
    used = _asked("config", "get", "registry").rstrip("/")
    if root.exists(settings):
        for line in root.read(settings).text.splitlines():
            key, _, value = (part.strip() for part in line.partition("="))
            ours = key in ("registry", "@esbuild:registry")
            if ours and value.rstrip("/") != used:
                what = f"the project fetches programs from {value[:200]}, and you use {used}"
                do = "Set the registry in your own .npmrc, or give --no-bundle"
                raise Refused(what, do, file=settings)
    return used


def _asked(*words: str) -> str:
    program = shutil.which("npm")
    if program is None:
        raise Refused("npm was not found", "Install Node.js with npm, or put it on PATH")
    return run([program, *words], Path("/")).strip()


def _copy(root: Root, place: str, folder: Path) -> None:
    for one in Source(root, place).entries():
        if one.path is not None:
            to = folder / one.name
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(one.path, to)


def _settle(root: Root, place: str, folder: Path) -> None:
    """Of the project's own settings only addresses of registries are kept."""
    path = folder / _NPMRC
    if path.exists():
        source = root.read(f"{place}/{_NPMRC}".lstrip("/"))
        kept = [line for line in source.text.splitlines() if _REGISTRY.fullmatch(line)]
        path.write_text("\n".join([*kept, ""]), encoding="utf-8")


def _explained(failure: Failed, lock: Locked) -> Refused:
    if _MISMATCH.search(failure.said):
        about = next((pin for pin in lock.pins if f"/{pin.name}/" in failure.said), None)
        name = about.name if about else "a package"
        what = f"{name} is not what the lock file's integrity says; nothing of it was kept"
        do = "Find out who changed it before you write the lock file anew"
        line = about.line if about else 1
        return Refused(what, do, file=lock.manifest.path, line=line)
    return Refused(failure.what, "See what it says", file=lock.manifest.path)


def _packages(folder: Path) -> Iterator[Package]:
    for name, path in _files(folder, MODULES, frozenset()):
        where = folder_of(name)
        if name.endswith("/package.json") and _is_package(where):
            loaded = _json(path)
            short = where.rpartition(f"{MODULES}/")[2]
            yield Package(
                folder=where,
                name=text(loaded.get("name")) or short,
                version=text(loaded.get("version")),
            )


def _is_package(folder: str) -> bool:
    rest = folder.rpartition(f"{MODULES}/")[2]
    return bool(rest) and rest.count("/") == rest.startswith("@")


def _files(folder: Path, name: str, above: frozenset[Path]) -> Iterator[tuple[str, Path]]:
    """Every file below; a link (to a workspace) is followed while it stays in the copy."""
    here = folder / name
    real = here.resolve()
    if real in above or not here.is_dir():
        return
    if not real.is_relative_to(folder.resolve()):
        raise Refused(f"{name} leads out of the project", "Take it in as a package")
    for one in sorted(here.iterdir(), key=lambda path: path.name):
        inner = f"{name}/{one.name}"
        if one.is_dir():
            yield from _files(folder, inner, above | {real})
        elif one.is_file():
            yield inner, one


def _unwanted(name: str) -> str:
    if f"/{MODULES}/.bin/" in f"/{name}":
        return "a link for the command line"
    if name == f"{MODULES}/.package-lock.json":
        return "the installer's own note"
    return ""


def _owner(name: str, owners: dict[str, str]) -> str:
    return next((owners[one] for one in _above(name) if one in owners), "pkg:generic/unknown")


def _above(name: str) -> Iterator[str]:
    while name:
        name = folder_of(name)
        yield name


def _json(path: Path) -> dict[str, object]:
    try:
        return mapping(json.loads(path.read_text("utf-8-sig")))
    except (OSError, ValueError, RecursionError):
        return {}


def _fitting(found: Modules, wanted: Wanted) -> Modules:
    """Without optional packages for other systems: yarn's lock does not tell which those are.

    Raises Refused for one that nobody can do without; npm before version 10 installs its own's.
    """
    kept: list[Package] = []
    for one in found.packages:
        other = _other_system(_json(found.folder / one.folder / "package.json"), wanted.target)
        if not other:
            kept.append(one)
        elif wanted.tree is not None and _is_optional(one, wanted.tree):
            shutil.rmtree(found.folder / one.folder)
        else:
            what = f"{one.name} {one.version} is for {other}"
            do = "Update npm to version 10 or later, or build where the function runs"
            raise Refused(what, do, file=wanted.lock.manifest.path)
    return msgspec.structs.replace(found, packages=tuple(kept))


def _is_optional(one: Package, tree: Mapping[str, Any]) -> bool:
    return bool(mapping(mapping(tree["packages"]).get(one.folder)).get("optional"))


def _other_system(loaded: Mapping[str, object], target: Target) -> str:
    """For which system a package is, where that is not the target's; empty where it is."""
    wanted = {"os": "linux", "cpu": _CPUS[target.architecture], "libc": "glibc"}
    for key, value in wanted.items():
        allowed = [text(word) for word in listing(loaded.get(key))]
        if not _allows(allowed, value):
            return f"{key} {', '.join(allowed)}, not {value}"
    return ""


def _allows(allowed: Iterable[str], value: str) -> bool:
    words = list(allowed)
    if not words or "any" in words:
        return True
    if f"!{value}" in words:
        return False
    return value in words or all(word.startswith("!") for word in words)


def has_lock(root: Root, folder: str) -> bool:
    """Does a lock file of npm stand in a folder?"""
    return any(name in _LOCKS for name in root.children(folder))
