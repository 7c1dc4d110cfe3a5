"""An assembly: its stacks, the assemblies nested in it, its assets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.errors import ReadProblem
from crenel.readers.cdk.assets import Assets
from crenel.readers.cdk.constructs import Constructs
from crenel.readers.cdk.foreign import Foreign, Looks
from crenel.readers.cdk.manifest import ASSEMBLY, MANIFEST, STACK, File, at, inside, read, text
from crenel.readers.cdk.metadata import Metadata
from crenel.readers.root import Root, join

MAX_ASSEMBLIES = 1_000
"""Assemblies in one run; a real pipeline has some dozens."""

NOT_SYNTHESISED = (
    "its application must be synthesised first: run `cdk synth`, and check the folder again"
)

Problems = list[tuple[str, ReadProblem]]


class Stack:
    """One stack of an assembly: the template that deploys it, and what is known beside it."""

    def __init__(self, template: str, metadata: Metadata, assembly: Assembly) -> None:
        self.template = template
        self.assets = assembly.assets
        self.foreign = assembly.foreign
        self.constructs = Constructs(metadata, assembly.root, assembly.foreign)


class Assembly:
    """One folder with a manifest."""

    def __init__(self, manifest: File, root: Root, looks: Looks) -> None:
        self.manifest = manifest
        self.root = root
        self.foreign = Foreign(looks, manifest.folder)
        read_once = set[str]()
        self._metadata = [
            Metadata(manifest, body, root, read_once) for _, _, body in manifest.artifacts(STACK)
        ]
        self.assets = Assets(manifest, self._metadata, root, self.foreign)
        self.problems: Problems = list(self.assets.problems)
        for one in self._metadata:
            self.problems.extend(one.problems)
        self.problems.extend((manifest.path, one) for one in manifest.odd())

    def stacks(self) -> Iterator[Stack]:
        """Its stacks whose templates are there, in the manifest's order."""
        artifacts = zip(self.manifest.artifacts(STACK), self._metadata, strict=True)
        for (name, key, body), metadata in artifacts:
            file = at(body, "properties", "templateFile")
            path = inside(self.manifest.folder, text(file))
            if path is not None and self.root.exists(path):
                yield Stack(path, metadata, self)
                continue
            why = "is not below the analysed folder" if text(file) else "is not named"
            what = f"the template of the stack {name} {why}"
            self.problems.append((self.manifest.path, self.manifest.problem(what, file or key)))

    def nested(self) -> Iterator[str]:
        """The manifests of the assemblies in it: stages."""
        for name, key, body in self.manifest.artifacts(ASSEMBLY):
            folder = at(body, "properties", "directoryName")
            path = inside(self.manifest.folder, text(folder))
            manifest = None if path is None else join(path, MANIFEST)
            if manifest is not None and self.root.exists(manifest):
                yield manifest
                continue
            what = f"the nested assembly {name} is not below the analysed folder"
            self.problems.append((self.manifest.path, self.manifest.problem(what, folder or key)))


class Assemblies:
    """Every assembly that some manifests lead to, each once."""

    def __init__(self, root: Root, manifests: Iterable[str]) -> None:
        self.problems: Problems = []
        self.found: list[Assembly] = []
        pending, seen, looks = list(manifests), set[str](), Looks(root)
        for path in pending:
            if path in seen:
                continue
            if len(seen) >= MAX_ASSEMBLIES:
                what = f"it is one of more than {MAX_ASSEMBLIES:,} assemblies; not all are read"
                self.problems.append((path, ReadProblem(what)))
                break
            seen.add(path)
            try:
                assembly = Assembly(read(root, path), root, looks)
            except ReadProblem as problem:
                self.problems.append((path, problem))
                continue
            self.found.append(assembly)
            pending.extend(assembly.nested())
        self.paths = frozenset(seen)

    def stacks(self) -> Iterator[Stack]:
        """The stacks of all of them; afterwards ``problems`` is complete."""
        seen = set[str]()
        for assembly in self.found:
            for stack in assembly.stacks():
                if stack.template not in seen:
                    seen.add(stack.template)
                    yield stack
            self.problems.extend(assembly.problems)

    def any_below(self, folder: str) -> bool:
        """Is there one in a folder, or anywhere below it?"""
        return any(not folder or path.startswith(folder + "/") for path in self.paths)
