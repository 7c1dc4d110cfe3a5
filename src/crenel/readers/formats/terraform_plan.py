"""Terraform's plans in JSON, found by what they hold; states and plans in other forms are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crenel.errors import ReadProblem
from crenel.model.application import Application
from crenel.readers.formats.format import Claim, File, Format
from crenel.readers.reading import Reading
from crenel.readers.root import folder_of

_STATE = "a state of Terraform, which is not read"
_OWN_FORM = "a plan in Terraform's own form, which is not read"
_ARCHIVE, _HEADER = b"PK\x03\x04", 64
"""Terraform's own form is an archive whose first entry is called tfplan."""
_EXPORT = (
    "Check the configuration, or a plan: `terraform plan -out=plan && "
    "terraform show -json plan > plan.json`"
)
_PLANS = frozenset({"tfplan", "plan", "tfplan.out", "plan.out", "tfplan.binary"})
"""Names that people give to it; what it holds decides."""


class TerraformPlan(Format):
    """What ``terraform show -json`` writes."""

    order = 12

    def claims(self, file: File) -> Claim | None:
        if file.path.endswith((".tfstate", ".tfstate.backup")):
            raise ReadProblem(_STATE, _EXPORT)
        if file.path.endswith(".tfplan") or (file.name in _PLANS and _is_archived(file.data)):
            raise ReadProblem(_OWN_FORM, _EXPORT)
        if not file.path.endswith(".json") or not file.is_document:
            return None
        data = file.data
        if _is_archived(data):
            raise ReadProblem(_OWN_FORM, _EXPORT)
        if b'"planned_values"' in data and (
            b'"format_version"' in data or b'"root_module"' in data
        ):
            return Claim(file.path)
        if b'"terraform_version"' not in data:
            return None
        if b'"lineage"' in data or (b'"format_version"' in data and b'"values"' in data):
            raise ReadProblem(_STATE, _EXPORT)
        return None

    def applications(self, claims: Sequence[Claim], reading: Reading) -> Iterator[Application]:
        if not claims:
            return
        from crenel.readers.terraform.modules.configuration import Folders  # noqa: PLC0415
        from crenel.readers.terraform.plan.application import read_plan  # noqa: PLC0415

        folders = Folders(reading.root)
        for claim in claims:

            def read(path: str = claim.path) -> Application:
                found = read_plan(path, folders, reading.options)
                for where, problem in found.unread:
                    reading.note(where, problem)
                reading.planned.update(found.folders)
                return found.application

            yield from reading.guarded(claim.path, read)
            folders.forget(folder_of(claim.path))


def _is_archived(data: bytes) -> bool:
    return data.startswith(_ARCHIVE) and b"tfplan" in data[:_HEADER]


FORMAT = TerraformPlan()
