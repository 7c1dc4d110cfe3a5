"""Python libraries for an artifact: installed as wheels, checked, and freed of what differs.

What an installer adds of its own (who installed it, from where, scripts for this machine's
interpreter, compiled files) is taken out, so that two installers give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from crenel.supplychain.build.installers.installer import Failed, Installer, Order
from crenel.supplychain.build.libraries import Installed, read_installed
from crenel.supplychain.build.locked import Locked, holds
from crenel.supplychain.build.record import Options
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.target import Target
from crenel.supplychain.component import Dependency
from crenel.supplychain.inventory.provided import is_provided, provided_by

_FILE, _INTO = "requirements.txt", "libraries"
_MISMATCH = re.compile(r"(?i)hash(?:es)? (?:mismatch|are required)|do not match")
_NO_WHEEL = re.compile(
    r"(?i)no matching distribution|no usable wheels|has no wheels|no wheels? with a matching"
    r"|no solution found|could not find a version|has no usable"
)
_SAFE = re.compile(r"[A-Za-z0-9][\w.+!-]*")


def python_libraries(
    lock: Locked, target: Target, options: Options, installer: Installer, work: Path
) -> Installed:
    """Installs what a lock file pins into a folder below ``work``. Raises Refused."""
    into = work / _INTO
    into.mkdir(parents=True)
    if not lock.pins:
        return Installed(folder=into)
    requirements = work / _FILE
    requirements.write_text("\n".join(_lines(lock)) + "\n", encoding="utf-8")
    order = Order(
        requirements=requirements,
        into=into,
        target=target,
        hashed=lock.hashed,
        complete=lock.pinned,
        source=options.allow_source,
    )
    try:
        installer.install(order)
    except Failed as failure:
        raise _explained(failure, lock, target) from None
    found = read_installed(into)
    _check_tags(found, lock, target)
    _check_needs(found, lock, target)
    return found


def _lines(lock: Locked) -> Iterator[str]:
    """A requirements file: where to fetch from, then each pin with its hashes."""
    flags = {"index": "--index-url", "extra-index": "--extra-index-url"}
    for index in lock.manifest.indexes:
        address = index.address.strip("\"'")
        if index.kind in flags and not re.search(r"\s", address):
            yield f"{flags[index.kind]} {address}"
    for pin in lock.pins:
        yield " ".join([_wanted(pin), *(f"--hash={one}" for one in pin.hashes)])


def _wanted(pin: Dependency) -> str:
    if pin.origin:
        if re.search(r"\s", pin.origin) or not re.match(r"(?:[a-z]+\+)?https?://", pin.origin):
            what = f"{pin.name} comes from {pin.origin[:200]}, which crenel does not install"
            do = "Build a wheel of it and pin that, or copy its code into the code folder"
            raise Refused(what, do, file=pin.file, line=pin.line)
        return f"{pin.name} @ {pin.origin}"
    if _SAFE.fullmatch(pin.version or "0") is None:
        what = f"{pin.name} has the version {pin.version!r:.80}, which is none"
        raise Refused(what, "Write the lock file anew", file=pin.file, line=pin.line)
    return f"{pin.name}=={pin.version}" if pin.version else f"{pin.name}{pin.wanted}"


def _explained(failure: Failed, lock: Locked, target: Target) -> Refused:
    """What the installer's words mean, at the line of the library that they are about."""
    pin = _about(failure.said, lock)
    place = (pin.file, pin.line) if pin else (lock.manifest.path, 1)
    name = f"{pin.name} {pin.version or ''}".rstrip() if pin else "a library"
    if _MISMATCH.search(failure.said):
        what = f"{name} is not what the lock file's hashes say; nothing of it was kept"
        do = "Find out who changed it before you write the lock file anew"
    elif _NO_WHEEL.search(failure.said):
        what = f"{name} has no wheel for {target.runtime} on {target.architecture} ({failure.what})"
        do = f"Take a version that has one, or --allow-source {pin.name if pin else 'NAME'}"
    else:
        what, do = failure.what, "See what it says, or try another one with --installer"
    return Refused(what, do, file=place[0], line=place[1])


def _about(said: str, lock: Locked) -> Dependency | None:
    """The pin that an error names: the last, since errors come at the end."""
    places = [
        (found[-1].start(), pin)
        for pin in lock.pins
        if (found := list(_named(pin.name).finditer(said)))
    ]
    return max(places, key=lambda one: one[0], default=(0, None))[1]


def _named(name: str) -> re.Pattern[str]:
    letters = re.escape(name).replace(r"\-", "[-_.]+").replace("-", "[-_.]+")
    return re.compile(rf"(?i)(?<![\w.-]){letters}(?![\w-])")


def _check_tags(found: Installed, lock: Locked, target: Target) -> None:
    """Can the target load what was installed? Whatever the installer thought."""
    for one in found.distributions:
        if one.tags and not target.tags.intersection(one.tags):
            pin = next((pin for pin in lock.pins if pin.name == one.name), None)
            what = (
                f"{one.name} {one.version} was built for {', '.join(sorted(one.tags)[:3])}, "
                f"which {target.runtime} on {target.architecture} cannot load"
            )
            do = "Take a version with a wheel for it, or build where the function runs"
            raise Refused(what, do, file=pin.file if pin else "", line=pin.line if pin else 1)


def _check_needs(found: Installed, lock: Locked, target: Target) -> None:
    """Is everything there that the libraries ask for, in versions that they take?"""
    versions = {one.name: one.version for one in found.distributions}
    for one in found.distributions:
        for need in one.needs:
            if not holds(need.marker, target):
                continue
            version = versions.get(need.name)
            provided = is_provided(need.name, provided_by(target.runtime))
            if version is None and not provided:
                raise _missing(lock, one.name, f"{need.name}, which the lock file does not name")
            if version is not None and not need.takes(version):
                told = f"{need.name}{need.specifier}, and the lock file says {version}"
                raise _missing(lock, one.name, told)


def _missing(lock: Locked, name: str, what: str) -> Refused:
    pin = next((pin for pin in lock.pins if pin.name == name), None)
    return Refused(
        f"{name} asks for {what}",
        "Write the lock file anew",
        file=pin.file if pin else lock.manifest.path,
        line=pin.line if pin else 1,
    )
