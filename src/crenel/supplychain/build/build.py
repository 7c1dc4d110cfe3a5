"""Builds functions: an artifact with its bill of materials and its record, or the reason why not.

This room reads and installs; what it must not know (the search for credentials, how JSON is
written) is handed in as ``Ports``.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from crenel.errors import UsageError
from crenel.readers.git import Git
from crenel.supplychain.build.artifact_bill import bill_of, missing, reach_of
from crenel.supplychain.build.packing import Packing, Ports, check_size
from crenel.supplychain.build.place import Output
from crenel.supplychain.build.plan import Answer, Plan, Plans
from crenel.supplychain.build.prepare import Preparing
from crenel.supplychain.build.prepared import Prepared
from crenel.supplychain.build.record import Note, Options, Record
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.shake import shaken
from crenel.supplychain.build.stage import Stage
from crenel.supplychain.inventory.bill import Bill
from crenel.supplychain.sbom.content import file_stem

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUFFIXES = {"python": (".py", "/__init__.py", ".so"), "nodejs": (".js", ".mjs", ".cjs")}


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """An artifact that was written."""

    address: str
    name: str
    folder: str
    """Below the output folder."""
    record: Record
    libraries: int


Result = Built | Answer


class Building:
    """Builds the functions of one run."""

    def __init__(
        self, plans: Plans, options: Options, ports: Ports, *, output: Path, program: str = ""
    ) -> None:
        self._plans = plans
        self._options = options
        self._ports = ports
        self._output = Output(output)
        self._program = program
        self._folders = _folders(plans.plans)
        self._revision = _revision(plans.root)

    def results(self) -> Iterator[Result]:
        """One after another, each written when it is told."""
        with tempfile.TemporaryDirectory(prefix="crenel-build-") as work:
            preparing = Preparing(
                self._plans.taking.places,
                self._options,
                Path(work),
                output=self._output.folder,
                program=self._program,
            )
            for plan in self._plans.plans:
                try:
                    yield self._built(plan, preparing)
                except Refused as refusal:
                    yield Answer(address=plan.bill.address, name=plan.name, refusal=refusal)

    def _built(self, plan: Plan, preparing: Preparing) -> Built:
        found = preparing.prepared(plan)
        if plan.below:
            found.stage = found.stage.below(plan.below)
        check_size(found.stage)
        bill = bill_of(plan, found)
        told = reach_of(plan, bill)
        if self._options.tree_shake:
            bill = self._shaken(plan, found, bill)
        found.notes.extend(() if plan.is_layer else missing(plan, told))
        found.notes.extend(_covered(found.stage))
        _check_handler(plan, found)
        folder = self._folders[plan.bill.address]
        with self._output.making(folder) as made:
            packing = Packing(
                plan=plan,
                found=found,
                bill=bill,
                name=folder,
                options=self._options,
                revision=self._revision,
            )
            record = packing.into(made, self._ports)
        return Built(
            address=plan.bill.address,
            name=plan.name,
            folder=folder,
            record=record,
            libraries=len(bill.components),
        )

    def _shaken(self, plan: Plan, found: Prepared, bill: Bill) -> Bill:
        away = shaken(plan, found, bill, reach_of(plan, bill))
        gone = [one.name for one in found.stage if one.owner in away.distributions]
        found.stage.drop(gone, "nothing that the handler reaches imports its library")
        found.stage.drop(away.modules, "nothing that the handler reaches imports it")
        found.notes.extend(away.notes)
        return bill_of(plan, found)


def _folders(plans: tuple[Plan, ...]) -> dict[str, str]:
    """Address -> a folder's name: the function's own where it is one, and nobody else's."""
    counts = Counter(one.name.lower() for one in plans)
    return {
        one.bill.address: one.name
        if _PLAIN.fullmatch(one.name) and counts[one.name.lower()] == 1
        else file_stem(one.bill.address)
        for one in plans
    }


def _revision(root: Path) -> str:
    try:
        return Git(root).known("HEAD") or ""
    except UsageError:
        return ""  # no repository, or no git: nothing is said


def _covered(stage: Stage) -> Iterator[Note]:
    for owner, count in sorted(stage.covered.items()):
        what = "file takes" if count == 1 else "files take"
        message = f"{count} {what} the place of files of {owner}: the code folder holds them, too"
        yield Note(message=message)


def _check_handler(plan: Plan, found: Prepared) -> None:
    """Is the handler's file in the artifact? A layer may bring it instead."""
    if plan.is_layer:
        return
    stem = plan.handler.rpartition(".")[0].removeprefix("./")
    family = "python" if plan.target.runtime.startswith("python") else "nodejs"
    stems = {stem, stem.replace(".", "/")}
    if any(f"{one}{end}" in found.stage for one in stems for end in _SUFFIXES[family]):
        return
    if plan.bill.layers:
        found.notes.append(Note(message=f"no file answers to the handler {plan.handler}"))
        return
    what = plan.why_no_code or f"no file answers to the handler {plan.handler!r}"
    file, _, _ = plan.bill.address.partition("::")
    do = "Mend Handler or CodeUri: AWS Lambda would not find it"
    raise Refused(what, do, file=file, line=plan.bill.line)
