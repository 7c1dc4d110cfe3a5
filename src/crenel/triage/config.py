"""The configuration: ``crenel.toml``, or ``[tool.crenel]`` of ``pyproject.toml``.

One file counts, the nearest one; nothing is merged. Its paths are as seen from its own folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crenel.errors import UsageError
from crenel.model.verdict import Verdict
from crenel.triage import finding
from crenel.triage.globs import covers
from crenel.triage.settings import AuditSettings, ControlSetting, Pack

if TYPE_CHECKING:
    from crenel.practices.practice import Practice
    from crenel.triage.claim import Claim
    from crenel.triage.names import Names


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """A configuration; empty where nothing is said."""

    file: str = ""
    """As seen from the analysed folder; empty for none."""
    prefix: str = ""
    """The analysed folder as seen from the configuration's, where it lies in it."""
    fail_on: str = ""
    view: str = ""
    env: str = ""
    controls: Mapping[str, ControlSetting] = {}
    """By the control's own name; what the project itself says."""
    packs: tuple[Pack, ...] = ()
    """Settings that are chosen together; a later one wins, the project's own win over all."""
    exclude: tuple[str, ...] = ()
    params: Mapping[str, str] = {}
    accept: tuple[Claim, ...] = ()
    audit: AuditSettings = AuditSettings()
    practices: tuple[Practice, ...] = ()
    """The team's own, beside those that crenel ships."""
    custom_controls: tuple[str, ...] = ()
    """Files of the team's own controls, as globs."""
    plugins: tuple[str, ...] = ()
    """Folders of the team's own controls in Python."""
    ran: tuple[str, ...] = ()
    """What else took part in the run, a sentence each."""

    def enabled(self, control: str) -> bool:
        """Is a control (its own name) to be judged?"""
        setting = self._setting(control)
        return setting is None or setting.enabled

    def _setting(self, control: str) -> ControlSetting | None:
        held = (self.controls, *(pack.controls for pack in reversed(self.packs)))
        return next((one[control] for one in held if control in one), None)

    def decisions(self) -> tuple[str, ...]:
        """What the file changes about a run, a sentence each: nobody is to find out by chance."""
        changed = {"fail_on": self.fail_on, "view": self.view, "env": self.env}
        said = [f"{key} is {value}" for key, value in changed.items() if value]
        said.extend(f"the pack {pack.name} holds{_titled(pack)}" for pack in self.packs)
        off = sorted(name for name, one in self.controls.items() if not one.enabled)
        weighed = [
            f"{name} is {one.severity.value}"
            for name, one in sorted(self.controls.items())
            if one.enabled and one.severity is not None
        ]
        if off:
            said.append(f"controls that are off: {', '.join(off)}")
        said.extend(weighed)
        if self.exclude:
            said.append(f"files that are left out: {', '.join(self.exclude)}")
        return (*(f"by {self.file}: {sentence}" for sentence in said), *self.ran)

    def excludes(self, path: str) -> bool:
        """Is a file (as seen from the analysed folder) left out?"""
        if not self.exclude:
            return False  # nearly always, and asked of each file
        full = f"{self.prefix}/{path}" if self.prefix else path
        return any(covers(pattern, full) for pattern in self.exclude)

    def weighed(self, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
        """The verdicts with the severities that the project decided."""
        return tuple(self._weighed(verdict) for verdict in verdicts)

    def _weighed(self, verdict: Verdict) -> Verdict:
        setting = self._setting(verdict.control)
        if setting is None or setting.severity is None:
            return verdict
        return msgspec.structs.replace(verdict, severity=setting.severity)


def _titled(pack: Pack) -> str:
    return f": {pack.title}" if pack.title else ""


def configuration(
    folder: Path, known: Names, *, file: Path | None = None, no_config: bool = False
) -> Config:
    """The configuration for an analysed folder (``--config``, ``--no-config``).

    Raises UsageError with file and line.
    """
    if no_config and file is not None:
        raise UsageError("--config and --no-config contradict each other", "Give one of them")
    if no_config:
        return Config()
    start = folder.resolve()
    source = finding.find(start) if file is None else finding.named(file, start)
    if source is None:
        return Config()
    from crenel.triage.configuration import read  # noqa: PLC0415 - most runs have no such file

    prefix = prefix_of(source.path, start)
    return read(source, known, prefix=prefix, home=(start / source.path).parent)


def prefix_of(file: str, start: Path) -> str:
    """The analysed folder as seen from the folder of ``file``; empty where it is not inside."""
    home = os.path.normpath(start / file).rpartition(os.sep)[0] or os.sep
    below = os.path.relpath(start, home).replace(os.sep, "/")
    return "" if below == "." or below.startswith("..") else below
