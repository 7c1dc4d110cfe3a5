"""RUN-015: a task of a state machine neither retries nor catches errors."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.definitions import definition
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Workflow
from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import Map, Value

control = Control(
    name="task-without-retry",
    handle="RUN-015",
    title="a task of a state machine neither retries nor catches errors",
    severity=Severity.LOW,
    judges=Workflow,
    maps_to=("CSA-A10",),
    practices=("PF4",),
    fix="Add Retry for errors that pass, and Catch for those that stay.",
)


@control.check
def check(subject: Workflow, _: Knowledge) -> Iterator[Judgement]:
    """Fails where a task has neither Retry nor Catch."""
    for branch, written in subject.definition.cases():
        for guard, name, state in _states(definition(written)):
            bare = state.get("Retry").is_absent() & state.get("Catch").is_absent()
            yield fails_if(
                (state.get("Type").equals("Task") & bare).under(guard).under(branch),
                at=state,
                message=f"the task {name} neither retries nor catches errors",
                evidence=name,
            )


def _states(tree: Value) -> Iterator[tuple[Guard, str, Value]]:
    """The states of a definition, of its branches too; the tree itself where it is unknown."""
    if not isinstance(tree, Map):
        yield ALWAYS, "of the definition", tree
        return
    for guard, name, state in tree.get("States").entries():
        yield guard, name, state
        branches = (one for _, one in state.get("Branches").items())
        for one in (*branches, state.get("Iterator"), state.get("ItemProcessor")):
            if isinstance(one, Map):
                yield from _states(one)
