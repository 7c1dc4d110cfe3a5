"""From a plan to the files of its artifact: the function's own and its libraries'."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from crenel.code.tree import folder_of, joined
from crenel.readers.root import Root
from crenel.supplychain.artifacts import node_modules
from crenel.supplychain.artifacts.files import Files
from crenel.supplychain.build import esbuild, npm
from crenel.supplychain.build.digest import content_digest
from crenel.supplychain.build.installers.installer import installer
from crenel.supplychain.build.libraries import Installed
from crenel.supplychain.build.locked import Locked, locked
from crenel.supplychain.build.own_library import check_own, own_library
from crenel.supplychain.build.plan import Plan
from crenel.supplychain.build.prepared import Prepared
from crenel.supplychain.build.python import python_libraries
from crenel.supplychain.build.record import Digest, LeftOut, Material, Note, Options, Tool
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.source import Source, own_files
from crenel.supplychain.build.stage import Entry, Stage, StagedFiles
from crenel.supplychain.build.trees.read import tree_of
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.inventory.places import Places

_ADD_ESBUILD = "Add esbuild to devDependencies and write the lock file, or give --no-bundle"
_NOT_BUNDLED = "nothing that is bundled imports it"
_MAPPED = "a source map is in it: it is read where NODE_OPTIONS holds --enable-source-maps"
_TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")
_SCRIPTS = (".js", ".mjs", ".cjs", ".jsx")


class Preparing:
    """Prepares the artifacts of one run; what several functions share is installed once."""

    def __init__(
        self, places: Places, options: Options, work: Path, *, output: Path, program: str = ""
    ) -> None:
        self._places = places
        self._options = options
        self._work = work
        self._output = output
        self._program = program
        self._python: dict[object, Installed] = {}
        self._npm: dict[object, npm.Modules] = {}
        self._tools: dict[str, Tool] = {}

    def prepared(self, plan: Plan) -> Prepared:
        """The files of one artifact. Raises Refused."""
        found = Prepared(stage=Stage())
        source = Source(
            self._places.root,
            plan.folder,
            without=[self._output],
            exclude=self._options.exclude,
        )
        own = own_files(source, self._places.root, plan.folder)
        found.lock = (
            None
            if plan.is_layer and not plan.below
            else locked(
                plan.manifests,
                self._places,
                plan.folder,
                plan.target,
                allow=self._options.allow_unlocked,
            )
        )
        if plan.target.ecosystem is Ecosystem.PYPI:
            self._with_python(plan, found)
        else:
            own = self._with_npm(plan, found, own)
        found.stage.add(own)
        found.stage.left_out.extend(source.left_out)
        found.own.extend(found.own or _materials(own))
        return found

    def _with_python(self, plan: Plan, found: Prepared) -> None:
        lock = found.lock
        if lock is None:
            return
        own = [
            own_library(self._places.root, one.folder, one.name, one.version) for one in lock.own
        ]
        for library in own:
            found.stage.add(library.entries(self._places.root))
        if lock.pins:
            self._installed(plan, found, lock)
        check_own(own, lock, plan.target)

    def _installed(self, plan: Plan, found: Prepared, lock: Locked) -> None:
        program = installer(self._program)
        found.tools.append(self._tool(program.name, program.tool))
        key = (lock.manifest.path, plan.target, lock.pins)
        if key not in self._python:
            work = self._work / f"python-{len(self._python)}"
            self._python[key] = python_libraries(lock, plan.target, self._options, program, work)
        entries, left = self._python[key].entries()
        found.stage.add(entries)
        found.stage.left_out.extend(left)

    def _with_npm(self, plan: Plan, found: Prepared, own: list[Entry]) -> list[Entry]:
        """Adds the packages, or bundles; gives what is left of the function's own files."""
        pinned = esbuild.is_pinned(found.lock)
        if self._options.bundle and pinned and plan.code is not None:
            return self._bundled(plan, found, own)
        code = plan.code
        if self._options.bundle and plan.bundling.asked:
            what = plan.why_no_code if pinned else "its lock file pins no esbuild to build it with"
            file, _, _ = plan.bill.address.partition("::")
            do = "Mend Handler or EntryPoints" if pinned else _ADD_ESBUILD
            raise Refused(what, do, file=file, line=plan.bill.line)
        if code is not None and code.found.path.endswith(_TYPESCRIPT):
            do = "Pin esbuild in devDependencies and write package-lock.json anew"
            raise Refused("TypeScript has to be bundled", do, file=code.found.path)
        lock = found.lock
        if lock is not None and lock.pins:
            modules = self._modules(lock, plan, found, tools=False)
            entries, left = modules.entries()
            found.stage.add(entries)
            found.stage.left_out.extend(left)
        return own

    def _bundled(self, plan: Plan, found: Prepared, own: list[Entry]) -> list[Entry]:
        lock, code = found.lock, plan.code
        if lock is None or code is None:
            raise AssertionError
        place = folder_of(lock.manifest.path)
        entries = self._entries(plan, code.found.path, place)
        tree = tree_of(lock, self._places.root, plan.folder, tools=True)
        packages = tree or json.loads(self._places.root.read(lock.manifest.path).text)
        registry = npm.registry(self._places.root, lock)
        esbuild.check_source(packages, lock.manifest.path, registry)
        modules = self._modules(lock, plan, found, tools=True)
        stem = plan.handler.rpartition(".")[0].removeprefix("./")
        wanted = esbuild.Wanted(
            entries=entries,
            name=stem,
            target=plan.target,
            pins=lock.pins,
            bundling=plan.bundling,
        )
        made = esbuild.bundle(modules, wanted, self._work_of("bundle"))
        found.tools.append(made.tool)
        found.notes.extend(
            msgspec.structs.replace(one, file=_joined(place, one.file)) for one in made.notes
        )
        if plan.bundling.mapped:
            found.notes.append(Note(message=_MAPPED))
        found.sizes, found.bundle = made.sizes, True
        _tell_packages(found, modules, made, f"{plan.name}.zip")
        used = {_joined(place, name) for name in made.own}
        found.own = _materials(one for one in own if one.origin in used)
        unused = (one for one in own if one.origin not in used)
        found.stage.left_out.extend(LeftOut(one.name, _NOT_BUNDLED) for one in unused)
        return list(made.entries)

    def _entries(self, plan: Plan, handler: str, place: str) -> tuple[str, ...]:
        """The files that bundling starts from, as seen from the lock file. Raises Refused."""
        found: list[str] = []
        for path in [self._entry(plan, one) for one in plan.bundling.entries] or [handler]:
            if place and not path.startswith(f"{place}/"):
                what = f"the file {path} does not lie below the lock file's folder"
                raise Refused(what, "Keep the lock file beside the code, or above it", file=path)
            found.append(path.removeprefix(f"{place}/") if place else path)
        return tuple(found)

    def _entry(self, plan: Plan, name: str) -> str:
        """An entry point that the template names, with or without its suffix. Raises Refused."""
        path = joined(plan.folder, name)
        for suffix in ("", *_TYPESCRIPT, *_SCRIPTS):
            if path is not None and _is_file(self._places.root, path + suffix):
                return path + suffix
        file, _, _ = plan.bill.address.partition("::")
        what = f"the entry point {name[:200]} is no file below {plan.folder or 'the folder'}"
        raise Refused(what, "Mend EntryPoints", file=file, line=plan.bill.line)

    def _modules(self, lock: Locked, plan: Plan, found: Prepared, *, tools: bool) -> npm.Modules:
        found.tools.append(self._tool("npm", npm.npm))
        root = self._places.root
        tree = tree_of(lock, root, plan.folder, tools=tools)
        target = None if tools else plan.target.architecture
        key = (lock.manifest.path, target, json.dumps(tree, sort_keys=True))
        if key not in self._npm:
            wanted = npm.Wanted(lock=lock, target=plan.target, tree=tree, tools=tools)
            self._npm[key] = npm.npm_packages(wanted, root, self._work_of("npm"))
        return self._npm[key]

    def _work_of(self, kind: str) -> Path:
        number = sum(1 for _ in self._work.iterdir())
        path = self._work / f"{kind}-{number}"
        path.mkdir()
        return path

    def _tool(self, name: str, ask: Callable[[], Tool]) -> Tool:
        if name not in self._tools:
            self._tools[name] = ask()
        return self._tools[name]


def _is_file(root: Root, path: str) -> bool:
    return root.exists(path) and Path(root.folder, path).is_file()


def _joined(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name


def _materials(own: Iterable[Entry]) -> list[Material]:
    return [
        Material(kind="source", uri=f"file:{one.origin}", digest=Digest(one.member().sha256))
        for one in own
    ]


def _tell_packages(found: Prepared, modules: npm.Modules, made: esbuild.Bundle, place: str) -> None:
    """What is in the bundle, with what the packages' own metadata say of them."""
    inside = Stage()
    entries, _ = modules.entries()
    inside.add(entries)
    bundled = {one.purl for one in made.packages}
    files: Files = StagedFiles(inside, place)
    told = [one for one in node_modules.traces(files) if isinstance(one, Dependency)]
    for one in {one.purl: one for one in told if one.purl in bundled}.values():
        found.bundled.append(
            msgspec.structs.replace(
                one, presence=Presence.BUNDLED, file=place, size=made.sizes.get(one.purl, 0)
            )
        )
    for ref in bundled:
        theirs = [one.member() for one in entries if one.owner == ref]
        found.digests[ref] = content_digest(theirs).removeprefix("sha256:")
