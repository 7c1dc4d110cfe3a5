"""What every reader of manifests gives, and what it is given."""

from __future__ import annotations

import msgspec

from crenel.model.verdict import Unread
from crenel.supplychain.component import Dependency, Ecosystem


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """Where a manifest lets packages be fetched from."""

    kind: str
    """``index``, ``extra-index``, ``find-links``, ``trusted-host`` or ``registry``."""
    address: str
    file: str
    line: int = 1


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A script that runs while packages are installed."""

    name: str
    command: str
    file: str
    line: int = 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """One manifest or lock file, read."""

    path: str
    format: str
    lock: bool
    """Does it name every package, with its version?"""
    ecosystem: Ecosystem
    dependencies: tuple[Dependency, ...] = ()
    indexes: tuple[Index, ...] = ()
    scripts: tuple[Script, ...] = ()
    problems: tuple[Unread, ...] = ()
    """What in it could not be understood; the rest holds."""
    name: str = ""
    """What it calls the project itself."""
    local: tuple[tuple[str, str], ...] = ()
    """Packages of the project's own that are shipped with it: name, and the address asked for."""
    whole: bool = True
    """Are what its libraries ask for in turn in it, or could they be? Not where only a resolver
    knows that (Maven)."""
    scripts_told: bool = False
    """Does it tell which packages run a script while they are installed?"""
    scoped: bool = True
    """Does it tell what is for development only? Where not, what the project asks for does."""
