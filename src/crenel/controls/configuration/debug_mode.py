"""SEC-015: a function runs in debug mode."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Function
from crenel.model.truth import Truth
from crenel.model.value import Value

control = Control(
    name="debug-mode",
    handle="SEC-015",
    title="a function runs in debug mode",
    severity=Severity.LOW,
    judges=Function,
    maps_to=("OWASP-S10", "CSA-A10"),
    practices=("DN3", "CD3"),
    fix="Switch it off, or let a parameter of the test environment switch it on.",
)

_ON = frozenset({"1", "true", "yes", "on", "*"})
_LEVELS = frozenset({"debug", "trace", "silly", "10"})
_SWITCHES = {
    "DEBUG": _ON,
    "FLASK_DEBUG": _ON,
    "DJANGO_DEBUG": _ON,
    "POWERTOOLS_DEV": _ON,
    "POWERTOOLS_DEBUG": _ON,
    "POWERTOOLS_LOGGER_LOG_EVENT": _ON,
    "LOG_LEVEL": _LEVELS,
    "LOGLEVEL": _LEVELS,
    "POWERTOOLS_LOG_LEVEL": _LEVELS,
}
"""Variables of common frameworks, and the values that switch debugging on."""


@control.check
def check(subject: Function, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a variable that is known to switch debugging on is switched on."""
    for guard, name, value in subject.environment.entries():
        words = _SWITCHES.get(name.upper(), frozenset())
        if words:
            yield fails_if(
                _among(value, words).under(guard),
                at=value,
                message=f"{name} makes {subject.label} run in debug mode",
                evidence=name,
            )


def _among(value: Value, words: frozenset[str]) -> Truth:
    return value.test(lambda scalar: str(scalar).lower() in words)
