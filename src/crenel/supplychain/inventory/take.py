"""From applications to their bills: which manifests, artifacts and layers make up each function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import Function, Layer
from crenel.model.value import Value
from crenel.pattern import Pattern
from crenel.readers.root import Root, join
from crenel.supplychain.component import Dependency, Ecosystem, Presence
from crenel.supplychain.inventory.bill import Bill, Gap, Inventory
from crenel.supplychain.inventory.places import Places
from crenel.supplychain.inventory.provided import ecosystem_of, provided_by
from crenel.supplychain.inventory.union import union
from crenel.supplychain.manifests.manifest import Manifest

_ARCHIVES = (".zip", ".jar", ".whl")
_PYTHON = Pattern(r"python(\d+\.\d+)")
_SYNTHESISED = "cdk.out"
_AS_DECLARED = "it is read as declared: what its libraries ask for in turn does not stand in it"


class Taking:
    """Takes the inventory while applications pass by."""

    def __init__(self, root: Root) -> None:
        self.places = Places(root)
        self._bills: dict[str, Bill] = {}

    def gather(self, app: Knowledge) -> None:
        """The functions of one application."""
        for function in app.all(Function):
            address = function.origin.address
            if address not in self._bills:
                self._bills[address] = _Taker(self.places, app, function).bill()

    def bill(self, function: Function) -> Bill:
        """The bill of a function that was gathered."""
        return self._bills[function.origin.address]

    def done(self, files: Iterable[str]) -> Inventory:
        """The inventory; ``files`` are all paths below the root."""
        rest = Bill()
        for path in files:
            if path not in self.places.used:
                manifest = self.places.manifest(path)
                if manifest is not None:
                    rest.manifests.append(manifest)
        rest.components = union(one for manifest in rest.manifests for one in manifest.dependencies)
        bills = [self._bills[address] for address in sorted(self._bills)]
        unread = list(dict.fromkeys(self.places.unread))
        return Inventory(bills=bills, rest=rest, unread=unread)


class _Taker:
    """Takes the bill of one function."""

    def __init__(self, places: Places, app: Knowledge, function: Function) -> None:
        self._places = places
        self._app = app
        self._function = function
        self._runtime = str(function.runtime.known() or "")
        self._ecosystem = ecosystem_of(self._runtime)
        self._bill = Bill(
            address=function.origin.address,
            label=function.label,
            runtime=self._runtime,
            line=function.origin.span.line,
            provided=provided_by(self._runtime),
        )

    def bill(self) -> Bill:
        """What it is made of."""
        sightings = [*self._own(), *self._of_layers()]
        kept = (one for one in sightings if applies(one, self._runtime))
        self._bill.components = union(kept)
        return self._bill

    def _own(self) -> Iterator[Dependency]:
        package = self._function.package
        if not package.image.is_absent().certain:
            self._bill.image = package.image.text()
            self._gap(package.image, self._bill.image, "the image's libraries are not read")
        elif package.inline.is_absent().certain:
            yield from self._of_folder()

    def _of_folder(self) -> Iterator[Dependency]:
        package = self._function.package
        place = place_of(package.folder, package.base)
        manifests = (
            manifests_in(self._places, place, package.base, self._ecosystem)
            if place is not None
            else []
        )
        self._bill.manifests.extend(manifests)
        for manifest in manifests:
            if not manifest.whole:
                self._gap(package.folder, manifest.path, _AS_DECLARED)
            yield from manifest.dependencies
        if place is not None and self._places.root.exists(place):
            self._bill.folder = place
            artifact = self._places.artifact(self._built(place))
            self._bill.size = artifact.size
            asked = [one.name for manifest in manifests for one in manifest.dependencies]
            bare = artifact.asked(asked) if self._ecosystem is Ecosystem.PYPI else []
            self._bill.installed.extend([artifact.installed] if artifact.installed else [])
            self._bill.packages.extend(artifact.packages)
            yield from self._fitting([*artifact.libraries, *bare])
        elif not manifests:
            what = package.folder if package.folder.text() else package.bucket
            reason = "its code is not among the files that were read"
            self._gap(what, what.text() or self._bill.label, reason)

    def _built(self, place: str) -> str:
        """What ``sam build`` made of it, where that lies there."""
        base = self._function.package.base
        built = join(base, f".aws-sam/build/{self._function.label}")
        return built if self._places.root.exists(built) else place

    def _fitting(self, found: list[Dependency]) -> Iterator[Dependency]:
        """The libraries that the runtime can load."""
        return (one for one in found if self._ecosystem in (None, one.ecosystem))

    def _of_layers(self) -> Iterator[Dependency]:
        for _, item in self._function.layers.items():  # noqa: PERF102 - not a dict's
            layer = self._app.resolve(item, Layer)
            name = layer.label if layer is not None else item.text()
            if item.is_absent().certain or not name:
                continue
            self._bill.layers.append(name)
            place = place_of(layer.content, layer.base) if layer is not None else None
            if place is None or not self._places.root.exists(place):
                self._gap(
                    item, name, "the layer's libraries are not among the files that were read"
                )
                continue
            self._bill.layer_folders.append(place)
            for one in self._in_layer(place):
                yield msgspec.structs.replace(one, layer=name)

    def _in_layer(self, place: str) -> Iterator[Dependency]:
        artifact = self._places.artifact(place)
        self._bill.installed.extend([artifact.installed] if artifact.installed else [])
        self._bill.packages.extend(artifact.packages)
        yield from self._fitting(artifact.libraries)
        if not place.lower().endswith(_ARCHIVES):
            for folder in (place, join(place, "python"), join(place, "nodejs")):
                for manifest in self._places.owned(folder, folder, self._ecosystem):
                    self._bill.manifests.append(manifest)
                    yield from manifest.dependencies

    def _gap(self, value: Value, subject: str, reason: str) -> None:
        span = value.span or self._function.origin.span
        self._bill.gaps.append(Gap(subject=subject, reason=reason, file=span.file, line=span.line))


def manifests_in(
    places: Places, place: str, base: str, ecosystem: Ecosystem | None
) -> list[Manifest]:
    """The manifests of a code folder or archive, which a template in ``base`` names."""
    start = place.rpartition("/")[0] if place.lower().endswith(_ARCHIVES) else place
    top = base.partition(_SYNTHESISED)[0].rstrip("/") if _SYNTHESISED in base else base
    return places.owned(start, top, ecosystem)


def place_of(folder: Value, base: str) -> str | None:
    """The path of a local folder or archive; None for none, and for one outside the root."""
    text = folder.known()
    if text is None or "://" in str(text):
        return None
    place = join(base, str(text))
    place = "" if place == "." else place
    return None if place.startswith(("..", "/")) else place


def applies(one: Dependency, runtime: str) -> bool:
    """Is it installed for a runtime? Only a marker that surely says no keeps it out."""
    found = _PYTHON.match(runtime)
    if not one.marker or found is None or one.presence is Presence.INSTALLED:
        return True
    environment = {
        "python_version": found[1],
        "python_full_version": f"{found[1]}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    if "platform_machine" in one.marker or "platform_release" in one.marker:
        return True
    from packaging.markers import (  # noqa: PLC0415 - seldom needed, slow to load
        Marker,
        UndefinedEnvironmentName,
    )

    try:
        return Marker(one.marker).evaluate(environment)
    except (ValueError, UndefinedEnvironmentName):
        return True
