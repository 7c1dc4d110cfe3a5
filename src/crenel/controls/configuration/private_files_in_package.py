"""SEC-013: files that belong to the developer are shipped with a function."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import NOT_JUDGED, Control, Judged, Severity, fails_if
from crenel.controls.configuration._packed import packed_folder, private_files
from crenel.controls.configuration._patterns import is_packed
from crenel.model.entities import Function
from crenel.model.source import Span
from crenel.model.truth import FALSE

control = Control(
    name="private-files-in-package",
    handle="SEC-013",
    title="a function is shipped with files that are the developer's own",
    severity=Severity.MEDIUM,
    judges=Function,
    maps_to=("OWASP-S3", "CSA-A11"),
    practices=("CD4", "PF2"),
    masked=True,
    fix="Move the code into a folder of its own, or leave the files out of the package.",
)


@control.check
def check(function: Function, app: Knowledge) -> Judged:
    """Fails for each file with variables, private keys or credentials in the folder shipped."""
    folder = packed_folder(function, app)
    if folder is None or app.root is None:
        return NOT_JUDGED
    found = [
        fails_if(
            is_packed(one.path, function, folder, app),
            at=Span(app.root.read(one.full), 0, 1),
            message=f"{function.label} is shipped with {one.what}: {one.full}",
            also=[(function.package.folder, "this folder is shipped")],
            evidence=one.full,
        )
        for one in private_files(folder, app)
    ]
    return found or fails_if(FALSE, at=function.package.folder)
