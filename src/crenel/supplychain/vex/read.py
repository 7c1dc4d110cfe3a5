"""From files to VEX statements: OpenVEX and CycloneDX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.text.budget import BUDGET
from crenel.readers.text.decode import decode
from crenel.supplychain.manifests._places import json_object
from crenel.supplychain.vex import from_cyclonedx, from_openvex
from crenel.supplychain.vex.statement import Vex

MAX_BYTES = 64 * 1024 * 1024
_FORMATS = (from_openvex, from_cyclonedx)


def read_vex(paths: list[Path]) -> list[Vex]:
    """The statements of files, or of folders of them. Raises UsageError with the place.

    A document that cannot be read stops the run: what it dismisses would else come back silently.
    """
    return [one for path in paths for file in _files(path) for one in _read(file)]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(file for file in path.rglob("*.json") if file.is_file())
        if not found:
            raise UsageError(f"{path} holds no VEX document", "Name a JSON file")
        return found
    if not path.is_file():
        raise UsageError(f"{path} does not exist", "Name a VEX document, or a folder of them")
    return [path]


def _read(path: Path) -> list[Vex]:
    try:
        budget = msgspec.structs.replace(BUDGET, bytes=MAX_BYTES)
        source = Source(path.as_posix(), decode(path.read_bytes(), budget))
        loaded = json_object(source)
        return [_placed(one, source) for one in _statements(loaded)]
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except ReadProblem as problem:
        message = f"{path.as_posix()}:{problem.line}: {problem.what}"
        raise UsageError(message, problem.do or "Correct it, or leave it out") from None


def _statements(loaded: dict[str, Any]) -> Iterator[Vex]:
    """Raises ReadProblem."""
    reader = next((one for one in _FORMATS if one.takes(loaded)), None)
    if reader is None:
        raise ReadProblem("it is neither OpenVEX nor CycloneDX with vulnerabilities")
    found: Iterator[Vex] = reader.read(loaded)
    return found


def _placed(one: Vex, source: Source) -> Vex:
    name = one.vulnerabilities[0] if one.vulnerabilities else ""
    line = source.place(max(source.text.find(f'"{name}"'), 0))[0]
    return msgspec.structs.replace(one, file=source.path, line=line)
