"""RUN-002: nobody chose how much memory a function has."""

from __future__ import annotations

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judged, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.provenance import How
from crenel.model.truth import Truth, any_of, truth, unknown
from crenel.model.value import Unknown, Value

control = Control(
    name="default-memory",
    handle="RUN-002",
    title="nobody chose how much memory a function has",
    severity=Severity.INFO,
    judges=Function,
    maps_to=("CSA-A8",),
    practices=("RO3",),
    fix="Measure, and set MemorySize to what the function needs: it decides the share of CPU, too.",
)

_LEAST = 128


@control.check
def check(subject: Function, _: Knowledge) -> Judged:
    """Fails where no memory is set: AWS gives 128 MB, the least there is."""
    memory = subject.memory
    return fails_if(_is_default(memory), at=memory, evidence="no memory")


def _is_default(memory: Value) -> Truth:
    return any_of(_of_leaf(leaf).under(guard) for guard, leaf in memory.cases())


def _of_leaf(leaf: Value) -> Truth:
    """Frameworks and modules have defaults of their own; 128 by default is AWS's."""
    if isinstance(leaf, Unknown) and leaf.inside:
        return unknown(leaf)
    unsaid = leaf.via is not None and leaf.via.how is How.PROVIDER_DEFAULT
    return truth(unsaid and leaf.known() == _LEAST, leaf)
