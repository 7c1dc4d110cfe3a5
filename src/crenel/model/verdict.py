"""What a control says about a subject, with what evidence and how surely."""

from __future__ import annotations

from enum import Enum

import msgspec

from crenel.model.source import Span


class Severity(Enum):
    """How much harm the bad state can do."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    rank: int
    """Higher is worse: 0 to 4."""


for _place, _severity in enumerate(Severity):
    _severity.rank = 4 - _place  # an attribute: members hash slowly, and it is asked often


class Outcome(Enum):
    """The verdicts of the contract."""

    FAILS = "fails"
    MAY_FAIL = "may-fail"
    PASSES = "passes"
    UNDECIDED = "undecided"
    ACCEPTED = "accepted"

    rank: int
    """How it wins when one resource is judged in several places: worst first."""


_ORDER = (
    Outcome.PASSES,
    Outcome.ACCEPTED,
    Outcome.UNDECIDED,
    Outcome.MAY_FAIL,
    Outcome.FAILS,
)
for _place, _outcome in enumerate(_ORDER):
    _outcome.rank = _place


class Certainty(Enum):
    """How sure a failing verdict is."""

    CERTAIN = "certain"
    """Proved from what is written."""
    LIKELY = "likely"
    """It rests on a parameter's default, or on a reading of code."""
    POSSIBLE = "possible"
    """It holds in some deployments; what decides is named."""


class Evidence(msgspec.Struct, frozen=True):
    """A place that decided, and what it says."""

    span: Span
    note: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One verdict for one control and one resource as written."""

    control: str
    catalogue: str
    severity: Severity
    outcome: Outcome
    certainty: Certainty
    address: str
    type: str
    logical_id: str
    span: Span
    message: str
    identity: str
    """Control, address and normalised evidence: never a line."""
    evidence: tuple[Evidence, ...] = ()
    needs: tuple[str, ...] = ()
    """The names whose values would decide an undecided or possible verdict."""
    environments: tuple[str, ...] = ()
    """Those in which it holds, where the files name several and none was chosen."""
    fixable: bool = False
    masked: bool = False
    """Its places hold secrets: no output shows what is written there."""
    accepted: Acceptance | None = None


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """A risk that a person took: why, until when (ISO date), who."""

    control: str
    reason: str
    until: str
    by: str = ""
    place: Span | None = None


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or a part of one, that was not read, and why."""

    file: str
    reason: str
    line: int = 1
    column: int = 1


class Coverage(msgspec.Struct, kw_only=True):
    """What was read and judged, and what was not: printed with every result."""

    files: int = 0
    unread: list[Unread] = msgspec.field(default_factory=list)
    formats: dict[str, int] = msgspec.field(default_factory=dict)
    functions: int = 0
    functions_with_code: int = 0
    resources: int = 0
    entry_points: int = 0
    unknown_values: int = 0
    undecided: int = 0
    defects: int = 0
    """Applications and controls on which crenel itself failed; each is named in ``unread``."""


class Warning(msgspec.Struct, frozen=True, kw_only=True):  # noqa: A001 - the field's word
    """Something a person should mend in how crenel is used: an expired or unused acceptance."""

    message: str
    file: str = ""
    line: int = 1


class PathNote(msgspec.Struct, frozen=True, kw_only=True):
    """An attack path in brief: what a report says of it beside the verdicts."""

    severity: Severity
    certainty: Certainty
    kind: str
    """``data``, ``code``, ``escalation`` or ``account``."""
    sentence: str
    nodes: tuple[str, ...]
    """What it leads through, by names that people know."""
    places: tuple[Span, ...] = ()
    addresses: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    """The controls that judge a step of it."""
    cut: str = ""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A finding that a baseline or an older revision had, and that is there no more."""

    identity: str
    control: str
    address: str
    severity: Severity
    message: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one run says; every output format renders one of these."""

    root: str
    today: str
    coverage: Coverage
    verdicts: tuple[Verdict, ...]
    warnings: tuple[Warning, ...] = ()
    decided: tuple[str, ...] = ()
    """What a configuration file decides about this run: a gate, controls that are off..."""
    compared_with: str = ""
    """The baseline or revision that ``known_before`` comes from, if any."""
    known_before: frozenset[str] = frozenset()
    """Identities that the baseline or the older revision had: they do not gate."""
    fixed_since: tuple[str, ...] = ()
    """Identities that are gone since then."""
    gone: tuple[Gone, ...] = ()
    """The same with what they said, the worst first."""
    paths: tuple[PathNote, ...] | None = None
    """Attack paths between any two ends, worst first; None where none were looked for."""
