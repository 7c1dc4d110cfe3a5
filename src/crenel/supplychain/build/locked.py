"""What a function's lock file says is to be installed, for one target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from crenel.code.tree import folder_of, inside, joined
from crenel.supplychain.build.record import Digest, Lock
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.target import Target
from crenel.supplychain.component import Dependency, Ecosystem, Scope
from crenel.supplychain.inventory.places import Places
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.manifests.read import reader_of

_HOW = {
    Ecosystem.PYPI: (
        "Write one with hashes: `uv pip compile --generate-hashes` or `pip-compile "
        "--generate-hashes`, or keep a pylock.toml, uv.lock or poetry.lock"
    ),
    Ecosystem.NPM: "Write a package-lock.json with `npm install --package-lock-only`",
}
_ANYWAY = "; --allow-unlocked builds without, and says so"
_INTEGRITY = re.compile(r"sha\d+[-:]")
_RANGES = frozenset({"package_json", "pyproject_toml"})
_NPM_LOCKS = frozenset({"package_lock", "npm_shrinkwrap", "yarn_lock", "pnpm_lock"})


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """A library of the project's own, as a lock file names it."""

    name: str
    folder: str
    """As seen from the root."""
    version: str = ""
    line: int = 1


class Locked(msgspec.Struct, frozen=True, kw_only=True):
    """The libraries of a function, as one file pins them."""

    manifest: Manifest
    pins: tuple[Dependency, ...]
    """What is shipped on the target, sorted; with development left out."""
    pinned: bool
    hashed: bool
    digest: str
    """SHA-256 of the file, in hex."""
    own: tuple[Own, ...] = ()
    """Python libraries of the project's own, which no registry has."""

    @property
    def recorded(self) -> Lock:
        """As the record tells it."""
        return Lock(
            file=self.manifest.path,
            format=self.manifest.format,
            digest=Digest(self.digest),
            pinned=self.pinned,
            hashed=self.hashed,
        )


def locked(
    manifests: Sequence[Manifest], places: Places, folder: str, target: Target, *, allow: bool
) -> Locked | None:
    """The lock of a function with its code in a folder; None where nothing is asked for.

    Raises Refused where a file could not be read, and where a library is not pinned or has no
    hash, unless ``allow``.
    """
    _refuse_broken(places, folder, target)
    ours = [one for one in manifests if one.ecosystem is target.ecosystem]
    found = [_of(one, places, target) for one in ours if _installable(one)]
    for one in found:
        _refuse_unread(one.manifest)
    asked = [one for one in ours if _shipped(one, target) or _has_own(one)]
    if not asked and not any(one.manifest.format in _NPM_LOCKS for one in found):
        return None
    best = min(found, key=_badness, default=None)
    if best is None:
        raise _no_lock(asked, target)
    if not allow:
        _refuse_loose(best)
    return best


def _has_own(one: Manifest) -> bool:
    return one.ecosystem is Ecosystem.PYPI and bool(one.local)


def _installable(one: Manifest) -> bool:
    if one.ecosystem is Ecosystem.NPM:
        return one.format in _NPM_LOCKS
    return one.format not in _RANGES


def _of(one: Manifest, places: Places, target: Target) -> Locked:
    pins, own = _parted(one, _shipped(one, target), places)
    return Locked(
        manifest=one,
        pins=pins,
        pinned=all(pin.version for pin in pins),
        hashed=all(map(_hashed, pins)),
        digest=sha256(places.root.read_bytes(one.path)).hexdigest(),
        own=own,
    )


def _parted(
    one: Manifest, pins: tuple[Dependency, ...], places: Places
) -> tuple[tuple[Dependency, ...], tuple[Own, ...]]:
    """What a registry has, and what lies in folders of the project. Raises Refused."""
    if one.ecosystem is not Ecosystem.PYPI:
        return pins, ()
    own = [
        Own(name=name, folder=_folder(one, address.removeprefix("file:")))
        for name, address in one.local
    ]
    rest: list[Dependency] = []
    for pin in pins:
        folder = "" if ":" in pin.origin else joined(folder_of(one.path), pin.origin) or ""
        if pin.origin and places.root.exists(f"{folder}/pyproject.toml".lstrip("/")):
            version = pin.version or ""
            own.append(Own(name=pin.name, folder=folder, version=version, line=pin.line))
        else:
            rest.append(pin)
    # What a folder asks for as a range may be pinned beside it.
    pinned = {pin.name for pin in rest if pin.version}
    kept = (pin for pin in rest if pin.version or pin.origin or pin.name not in pinned)
    return tuple(kept), tuple(own)


def _folder(one: Manifest, address: str) -> str:
    """Raises Refused for one that leads out."""
    found = joined(folder_of(one.path), address)
    if found is None:
        what = f"{address[:100]} lies outside the analysed folder"
        raise Refused(what, "Build from the folder around both", file=one.path)
    return found


def _shipped(one: Manifest, target: Target) -> tuple[Dependency, ...]:
    npm = target.ecosystem is Ecosystem.NPM
    kept = (
        pin
        for pin in one.dependencies
        if (pin.scope is Scope.RUNTIME or (npm and pin.scope is Scope.OPTIONAL))
        and holds(pin.marker, target)
    )
    return tuple(sorted(set(kept), key=lambda pin: (pin.name, pin.version or "", pin.line)))


def holds(marker: str, target: Target) -> bool:
    """Is a marker true on the target? One that nobody understands is. (PEP 508)."""
    if not marker:
        return True
    from packaging.markers import (  # noqa: PLC0415 - slow to load
        InvalidMarker,
        Marker,
        UndefinedComparison,
        UndefinedEnvironmentName,
    )

    try:
        return Marker(marker).evaluate(target.environment)
    except (InvalidMarker, UndefinedComparison, UndefinedEnvironmentName):
        return True


def _badness(one: Locked) -> tuple[bool, bool, bool]:
    """Hashes first, then pins; of equals, what builders install from."""
    return (not one.hashed, not one.pinned, one.manifest.format != "requirements_txt")


def _no_lock(asked: Iterable[Manifest], target: Target) -> Refused:
    first = next(one for one in asked if _shipped(one, target))
    pin = next(iter(_shipped(first, target)))
    locks = [one.path for one in asked if one.lock]
    other = f"; {locks[0]} is no lock that it is installed from" if locks else ""
    what = f"{pin.name} is asked for and no lock file says which{other}"
    return Refused(what, _HOW[target.ecosystem], file=pin.file, line=pin.line)


def _refuse_broken(places: Places, folder: str, target: Target) -> None:
    """A lock file that nobody can read may ask for anything."""
    for problem in places.unread:
        reader = reader_of(problem.file)
        ours = reader is not None and reader.ECOSYSTEM is target.ecosystem
        if ours and inside(folder, folder_of(problem.file)):
            what, do = f"it was not understood: {problem.reason}", "Mend it, or take it away"
            raise Refused(what, do, file=problem.file, line=problem.line)


def _refuse_unread(one: Manifest) -> None:
    """A line that was not understood may be a library that would be missing."""
    for problem in one.problems:
        what = f"a line of it was not understood: {problem.reason}"
        raise Refused(what, "Correct it", file=problem.file, line=problem.line)


def _refuse_loose(one: Locked) -> None:
    how = _HOW[one.manifest.ecosystem] + _ANYWAY
    for pin in one.pins:
        loose = _loose(pin)
        if loose:
            raise Refused(loose, how, file=pin.file, line=pin.line)


def _hashed(pin: Dependency) -> bool:
    """Has it a hash that an installer can compare? yarn 2's are of archives of its own."""
    npm = pin.ecosystem is Ecosystem.NPM
    return any(not npm or _INTEGRITY.match(one) for one in pin.hashes)


def _loose(pin: Dependency) -> str:
    """What is missing for it to be one certain thing; empty for nothing."""
    if pin.hashes and not _hashed(pin):
        return f"the checksum of {pin.name} is of an archive that yarn itself makes"
    if not pin.hashes:
        if pin.origin:
            return f"{pin.name} comes from {pin.origin[:200]}, and no hash says what that is"
        return f"{pin.name} has no {'hash' if pin.version else 'version'}"
    return "" if pin.version or pin.origin else f"{pin.name} has no version"
