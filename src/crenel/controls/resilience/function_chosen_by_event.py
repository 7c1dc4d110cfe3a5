"""RUN-016: the event says which function a workflow invokes."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.analysis.definitions import definition, fields
from crenel.analysis.knowledge import Knowledge
from crenel.controls import Control, Judgement, Severity, fails_if
from crenel.model.entities import Workflow
from crenel.model.truth import truth

control = Control(
    name="function-chosen-by-event",
    handle="RUN-016",
    title="the input of a state machine chooses the function that it invokes",
    severity=Severity.MEDIUM,
    judges=Workflow,
    maps_to=("CSA-A9",),
    practices=("CD3",),
    fix="Name each function in the definition, and choose between them with a Choice state.",
)


@control.check
def check(workflow: Workflow, _: Knowledge) -> Iterator[Judgement]:
    """Fails for each task whose function is a path or an expression."""
    for outer, branch in workflow.definition.cases():
        tree = definition(branch)
        yield fails_if(tree.test(lambda _: False).under(outer), at=tree)
        for guard, key, value in fields(tree):
            if key not in ("FunctionName.$", "FunctionName"):
                continue
            path = truth(key.endswith(".$") or value.text().startswith("{%"), value)
            yield fails_if(
                path.under(guard).under(outer),
                at=value,
                message=f"{workflow.label} invokes whatever function {value.text()} names",
            )
