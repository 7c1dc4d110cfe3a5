"""SUP-009: a repository whose tags move, or whose images nobody scans."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import ContainerRepository
from crenel.model.verdict import Certainty

control = Control(
    name="mutable-image-repository",
    handle="SUP-009",
    title="a container repository lets tags be overwritten or does not scan images",
    severity=Severity.MEDIUM,
    judges=ContainerRepository,
    maps_to=("OWASP-S9", "CSA-A6", "FSBP-ECR.1", "FSBP-ECR.2"),
    practices=("DL2",),
    fix="Set ImageTagMutability: IMMUTABLE and ScanOnPush: true.",
)


@control.check
def check(repository: ContainerRepository, _: Knowledge) -> Judged:
    """Fails for mutable tags; likely fails for images that the repository does not scan."""
    return [
        fails_if(
            repository.tag_mutability.equals("MUTABLE"),
            at=repository.tag_mutability,
            message=f"a pushed image may take over a tag of {repository.label}",
            evidence="mutable tags",
        ),
        fails_if(
            ~repository.scan_on_push.is_true(),
            at=repository.scan_on_push,
            message=f"{repository.label} does not scan images when they are pushed",
            evidence="no scan on push",
            certainty=Certainty.LIKELY,
        ),
    ]
