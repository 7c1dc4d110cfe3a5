"""SEC-006: a secret in the definition of a state machine."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.definitions import definition, fields
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Workflow
from crenel.secrets.written import masked, written_secret

control = Control(
    name="secret-in-state-machine",
    handle="SEC-006",
    title="the definition of a state machine holds a secret",
    severity=Severity.HIGH,
    judges=Workflow,
    maps_to=("OWASP-S3", "CSA-A7"),
    practices=("SC1", "PF2"),
    masked=True,
    fix="Let the task read the secret from a secret store, or call the API through a connection.",
)


@control.check
def check(workflow: Workflow, _: Knowledge) -> Iterator[Judgement]:
    """Fails for each field with a written secret; undecided where the definition is elsewhere."""
    trees = [(guard, definition(one)) for guard, one in workflow.definition.cases()]
    for outer, tree in trees:
        yield fails_if(tree.test(lambda _: False).under(outer), at=tree)
        for guard, key, value in fields(tree):
            bad = written_secret(key, value).under(guard).under(outer)
            if not key.endswith(".$") and bad.possible:
                message = f"{workflow.label} passes a secret in plain text as {key}"
                yield fails_if(bad, at=value, message=message, evidence=masked(key, value))
    for guard, name, value in workflow.substitutions.entries():
        message = f"{workflow.label} puts a secret into its definition as {name}"
        bad = written_secret(name, value).under(guard)
        yield fails_if(bad, at=value, message=message, evidence=masked(name, value))
