"""What an artifact is built for: the runtime, its processor and its C library.

Source: AWS Lambda Developer Guide, "Lambda runtimes": Amazon Linux 2 (glibc 2.26) up to Python 3.11
and Node.js 18, Amazon Linux 2023 (glibc 2.34) from Python 3.12 and Node.js 20 on.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import msgspec

from crenel.model.entities import Function
from crenel.model.source import Span
from crenel.model.value import Value
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.component import Ecosystem

_RUNTIME = re.compile(r"(?P<family>python|nodejs)(?P<version>\d+(?:\.\d+)?)(?:\.x)?")
_MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
_LEGACY = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
"""PEP 600: older names of some of the tags."""
_OLDEST = {"x86_64": 5, "arm64": 17}
_AMAZON_LINUX_2, _AMAZON_LINUX_2023 = 26, 34
_FIRST_2023 = {"python": (3, 12), "nodejs": (20,)}


class Target(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A runtime on a processor."""

    runtime: str
    architecture: str
    """``x86_64`` or ``arm64``, as AWS Lambda names them."""

    @property
    def ecosystem(self) -> Ecosystem:
        """Where its libraries come from."""
        return Ecosystem.PYPI if self.runtime.startswith("python") else Ecosystem.NPM

    @property
    def version(self) -> str:
        """``3.13``, ``22``."""
        found = _RUNTIME.fullmatch(self.runtime)
        return found["version"] if found else ""

    @property
    def machine(self) -> str:
        """The processor as Linux names it."""
        return _MACHINES[self.architecture]

    @property
    def glibc(self) -> int:
        """The minor version of its C library."""
        found = _RUNTIME.fullmatch(self.runtime)
        if found is None:
            return _AMAZON_LINUX_2
        numbers = tuple(int(part) for part in found["version"].split("."))
        newer = numbers >= _FIRST_2023[found["family"]]
        return _AMAZON_LINUX_2023 if newer else _AMAZON_LINUX_2

    @cached_property
    def platforms(self) -> tuple[str, ...]:
        """The platform tags of wheels that run on it (PEP 600), the newest first."""
        found: list[str] = []
        for minor in range(self.glibc, _OLDEST[self.architecture] - 1, -1):
            found.append(f"manylinux_2_{minor}_{self.machine}")
            if minor in _LEGACY:
                found.append(f"{_LEGACY[minor]}_{self.machine}")
        return tuple(found)

    @cached_property
    def tags(self) -> frozenset[str]:
        """Every tag of a wheel that it can load: ``cp313-cp313-manylinux_2_17_x86_64``."""
        from packaging import tags  # noqa: PLC0415 - slow to load

        major, _, minor = self.version.partition(".")
        version = (int(major), int(minor or 0))
        name = f"cp{major}{minor}"
        native = tags.cpython_tags(version, [name], self.platforms)
        plain = tags.compatible_tags(version, name, self.platforms)
        return frozenset(map(str, [*native, *plain]))

    @property
    def environment(self) -> dict[str, Any]:
        """What markers are judged by (PEP 508)."""
        return {
            "python_version": self.version,
            "python_full_version": f"{self.version}.0",
            "implementation_version": f"{self.version}.0",
            "sys_platform": "linux",
            "platform_system": "Linux",
            "platform_machine": self.machine,
            "platform_release": "",
            "platform_version": "",
            "os_name": "posix",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
            "extra": "",
        }


def target_of(function: Function) -> Target:
    """The target of a function. Raises Refused where it is not known, or not built by crenel."""
    place = function.origin.span
    runtime = str(function.runtime.known() or "")
    if not runtime:
        missing = "its runtime is not known"
        raise Refused(missing, "Give --param or --env", file=place.file, line=place.line)
    built_for(runtime, place)
    return Target(runtime=runtime, architecture=architecture_of(function.architectures, place))


def built_for(runtime: str, place: Span) -> None:
    """Raises Refused for a runtime that crenel does not build for."""
    if _RUNTIME.fullmatch(runtime) is None:
        what = f"what is for the runtime {runtime} is not built"
        do = "crenel builds Python and Node.js; choose functions with --function"
        raise Refused(what, do, file=place.file, line=place.line)


def architecture_of(value: Value, place: Span) -> str:
    """AWS Lambda's default is x86_64, and it takes exactly one. Raises Refused."""
    if value.is_absent().certain:
        return "x86_64"
    names = [str(one.known() or "") for one in _items(value)]
    place = value.span or place
    if len(names) != 1 or names[0] not in _MACHINES:
        what = "its architecture is not known" if "" in names or not names else f"{names[0]} is odd"
        do = f"It is one of {' and '.join(_MACHINES)}: give --param or mend the template"
        raise Refused(what, do, file=place.file, line=place.line)
    return names[0]


def _items(value: Value) -> list[Value]:
    found = [item for _, item in value.items()]
    return found or [value]
