"""Bundling JavaScript and TypeScript with the esbuild that the project's lock file pins.

It is the one program of the project's choice that a build runs. It is taken from the registry by
the lock file's integrity, never from the folder that is analysed; a lock file that gets it from
anywhere else is refused.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from crenel.supplychain.build.bundling import Bundling
from crenel.supplychain.build.installers.installer import Failed, run
from crenel.supplychain.build.locked import Locked
from crenel.supplychain.build.npm import MODULES, Modules, Package
from crenel.supplychain.build.record import Digest, Note, Tool
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.stage import Entry
from crenel.supplychain.build.target import Target
from crenel.supplychain.component import Dependency
from crenel.supplychain.inventory.provided import is_provided, provided_by
from crenel.supplychain.manifests._places import mapping, text

_NAME = "esbuild"
_PUBLIC = "https://registry.npmjs.org/"
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_MODULE = (".mjs", ".mts")
_BANNER = (
    "import { createRequire as crenelRequire } from 'node:module';"
    "const require = crenelRequire(import.meta.url);"
)
"""CommonJS packages in a module of the newer kind call ``require``, which is not there."""
_DYNAMIC = re.compile(r"(?<![\w.$])(?:require|import)\s*\(\s*(?:[^\s'\"`)/]|`[^`]*\$\{)")
_MOST = 4 * 1024 * 1024
_OUT = ".crenel-bundle"


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """What came out."""

    entries: tuple[Entry, ...]
    packages: tuple[Package, ...]
    """The packages of which it holds a byte."""
    sizes: dict[str, int]
    """Package URL -> bytes in the bundle."""
    own: frozenset[str]
    """The project's own files that went in, relative to the copied folder."""
    notes: tuple[Note, ...]
    tool: Tool


def is_pinned(lock: Locked | None) -> bool:
    """Does a lock file name esbuild?"""
    every = lock.manifest.dependencies if lock is not None else ()
    return any(one.name == _NAME for one in every)


def check_source(lock: object, file: str, registry: str) -> None:
    """Is the program to be run the one of the registry that the person uses? Raises Refused.

    The lock file is npm's, and read as npm reads it, by folders: names in it may say something
    else. ``file`` is the one that it comes from.
    """
    packages = mapping(mapping(lock).get("packages"))
    known = [name for name in _packages() if f"{MODULES}/{name}" in packages]
    name = known[0] if known else _packages()[0]
    one = mapping(packages.get(f"{MODULES}/{name}"))
    address = text(one.get("resolved"))
    registries = (_PUBLIC, registry.rstrip("/") + "/")
    right = not address or address.startswith(tuple(f"{at}{name}/-/" for at in registries))
    odd = one.get("link") or one.get("inBundle") or text(one.get("name")) not in ("", name)
    if not one or odd or not right or not text(one.get("integrity")):
        what = f"{name} would be run, and is not taken from {registry} by its integrity"
        do = "Write the lock file (version 2 or 3) anew for this system, or give --no-bundle"
        raise Refused(what, do, file=file)


def _packages() -> tuple[str, str]:
    """The package of esbuild's program for this machine, as it is called since 0.16, and before."""
    machine = _MACHINES.get(platform.machine().lower(), platform.machine().lower())
    system = sys.platform if sys.platform in ("win32", "darwin") else "linux"
    older = {"win32": "windows"}.get(system, system)
    return f"@esbuild/{system}-{machine}", f"esbuild-{older}-{machine.removeprefix('x')}"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be bundled."""

    entries: tuple[str, ...]
    """The files to start from, as seen from the copied folder."""
    name: str
    """The member that the first becomes, without suffix, where the template names no other."""
    bundling: Bundling
    target: Target
    pins: tuple[Dependency, ...]
    """What the project asks for: of this, nothing is left to the runtime."""

    @property
    def external(self) -> list[str]:
        """What the runtime brings and the project does not pin."""
        names = [pin.name for pin in self.pins]
        return [
            one
            for one in provided_by(self.target.runtime)
            if not any(is_provided(name, (one,)) for name in names)
        ]


def bundle(modules: Modules, wanted: Wanted, work: Path) -> Bundle:
    """Bundles the code of a handler. Raises Refused."""
    program = _program(modules)
    # Source maps tell the way from one to the other: it must not depend on anything else.
    out, told = modules.folder / _OUT, work / "meta.json"
    shutil.rmtree(out, ignore_errors=True)
    command = [
        str(program),
        *(f"./{one}" for one in wanted.entries),
        "--bundle",
        "--platform=node",
        *_form(modules.folder, wanted, out),
        *(f"--external:{one}" for one in wanted.external),
        f"--metafile={told}",
        "--legal-comments=inline",
        "--log-level=error",
        "--color=false",
    ]
    try:
        run(command, modules.folder)
        return _read(modules, told, out, program)
    except Failed as failure:
        what = f"esbuild could not bundle {', '.join(wanted.entries)}: {failure.what}"
        do = "Mend the code, or give --no-bundle"
        raise Refused(what, do, file=wanted.entries[0]) from None
    finally:
        shutil.rmtree(out, ignore_errors=True)


def _form(folder: Path, wanted: Wanted, out: Path) -> list[str]:
    """What comes out, and where; what the template says, and its files' own form otherwise."""
    told = wanted.bundling
    newer = told.format == "esm" if told.format else _is_module(folder, wanted.entries[0])
    flags = [f"--format={told.format or ('esm' if newer else 'cjs')}", *told.flags]
    if newer and not told.has_banner:
        flags.append(f"--banner:js={_BANNER}")
    if not told.asked:
        flags.append(f"--target=node{wanted.target.version}")
    if told.entries:
        return [*flags, f"--outdir={out}"]
    given = (one.partition(":")[2] for one in told.flags if one.startswith("--out-extension:.js="))
    suffix = next((one.partition("=")[2] for one in given), ".mjs" if newer else ".js")
    return [
        *(one for one in flags if not one.startswith("--out-extension")),
        f"--outfile={out / wanted.name}{suffix}",
    ]


def _program(modules: Modules) -> Path:
    """The binary itself: the package's own script would choose one, and might fetch it."""
    places = [modules.folder / MODULES / name / "bin" / _NAME for name in _packages()]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        what = f"npm installed no {_packages()[0]}"
        do = "Write the lock file with optional packages, or give --no-bundle"
        raise Refused(what, do)
    found.chmod(0o755)
    return found


def _is_module(folder: Path, entry: str) -> bool:
    """Is it written as a module of the newer kind? Then top-level await may be in it."""
    if entry.endswith(_MODULE):
        return True
    for above in (folder / entry).parents:
        told = above / "package.json"
        if told.is_file():
            try:
                return mapping(json.loads(told.read_text("utf-8"))).get("type") == "module"
            except (OSError, ValueError, RecursionError):
                return False
        if above == folder:
            break
    return False


def _read(modules: Modules, told: Path, out: Path, program: Path) -> Bundle:
    loaded = mapping(json.loads(told.read_text("utf-8")))
    sizes: dict[str, int] = {}
    packages: dict[str, Package] = {}
    for path, size in _inputs(loaded):
        package = modules.holder(path)
        if package is not None and size:
            packages[package.purl] = package
            sizes[package.purl] = sizes.get(package.purl, 0) + size
    inputs = [path for path, _ in _inputs(loaded)]
    version = next((one.version for one in modules.packages if one.name == _NAME), "unknown")
    return Bundle(
        entries=tuple(_entries(out)),
        packages=tuple(packages[ref] for ref in sorted(packages)),
        sizes=sizes,
        own=frozenset(path for path in inputs if f"{MODULES}/" not in path),
        notes=tuple(_notes(modules.folder, inputs)),
        tool=Tool(
            name=_NAME, version=version, digest=Digest(sha256(program.read_bytes()).hexdigest())
        ),
    )


def _inputs(loaded: dict[str, object]) -> Iterator[tuple[str, int]]:
    """Path and bytes of every file that an output holds something of."""
    for output in mapping(loaded.get("outputs")).values():
        for path, one in mapping(mapping(output).get("inputs")).items():
            size = mapping(one).get("bytesInOutput")
            yield path, size if isinstance(size, int) else 0


def _entries(out: Path) -> Iterator[Entry]:
    for path in sorted(out.rglob("*")):
        if path.is_file():
            yield Entry(name=path.relative_to(out).as_posix(), owner="", data=path.read_bytes())


def _notes(folder: Path, inputs: Sequence[str]) -> Iterator[Note]:
    """Imports by computed names: a bundle does not hold what they would load."""
    for path in sorted(set(inputs)):
        file = folder / path
        if not file.is_file() or file.stat().st_size > _MOST:
            continue
        code = file.read_text("utf-8", "replace")
        found = _DYNAMIC.search(code)
        if found is not None:
            line = code.count("\n", 0, found.start()) + 1
            message = "loads something by a computed name: if it is a library, it is not bundled"
            yield Note(message=message, file=path, line=line)
