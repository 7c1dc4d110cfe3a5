"""The application as a page of text: functions, how they are reached, what they run as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import (
    Authorizer,
    CustomResource,
    DeploymentSettings,
    EntryPoint,
    Function,
    Identity,
    Provider,
    StackOutput,
    StackParameter,
    Workflow,
)
from crenel.report.escape import visible
from crenel.report.summary import plural

_HANDLED = (
    Function,
    EntryPoint,
    StackParameter,
    StackOutput,
    Provider,
    DeploymentSettings,
)


def page(app: Knowledge) -> str:
    """The page of one application."""
    return "\n".join(visible(line) for line in _lines(app)) + "\n"


def _lines(app: Knowledge) -> Iterator[str]:
    application = app.application
    where = f", {application.environment}" if application.environment else ""
    yield f"{application.file} ({application.format}{where})"
    for function in app.all(Function):
        yield from _function(function, app)
    unbound = [entry for entry in app.all(EntryPoint) if app.function_of(entry) is None]
    if unbound:
        yield "  ways in that reach no function of this template"
        yield from (f"    {_entry(entry)}" for entry in unbound)
    counts = Counter(
        type(entity).__name__ for entity in application.entities if not isinstance(entity, _HANDLED)
    )
    if counts:
        yield "  beside them: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _function(function: Function, app: Knowledge) -> Iterator[str]:
    span = function.origin.span
    runtime = function.runtime.text() or "image"
    yield f"  {function.label}  {runtime}  {span.file}:{span.line}"
    for entry in app.entries(function):
        yield f"    <- {_entry(entry)}"
    yield from (f"    <- {caller}" for caller in _callers(function, app))
    identity = app.identity_of(function)
    role = identity.id if identity else function.identity.text() or "unknown"
    yield f"    runs as {role}{_powers(identity, app)}"


def _powers(identity: Identity | None, app: Knowledge) -> str:
    if identity is None:
        return ""
    statements, managed = len(app.statements_of(identity)), len(list(identity.managed.items()))
    plain = f", {plural(statements, 'statement')}"
    return f"{plain}, {managed} managed polic{'y' if managed == 1 else 'ies'}" if managed else plain


def _callers(function: Function, app: Knowledge) -> Iterator[str]:
    """What calls it from inside the application, and is no way in."""
    for custom in app.all(CustomResource):
        if app.resolve(custom.function, Function) is function:
            yield f"custom resource {custom.label}"
    for authorizer in app.all(Authorizer):
        if app.resolve(authorizer.function, Function) is function:
            yield f"authorizer {authorizer.name.text() or authorizer.label}"
    for workflow in app.all(Workflow):
        named = (*workflow.definition.refs(), *workflow.substitutions.refs())
        if any(app.resolve(one, Function) is function for one in named):
            yield f"workflow {workflow.label}"


def _entry(entry: EntryPoint) -> str:
    words = [entry.kind.value, entry.method.text(), entry.path.text(), entry.source.text()]
    auth = f"auth {entry.auth.text()}" if entry.auth.text() else ""
    key = "API key" if entry.api_key.is_true().certain else ""
    when = f"when {entry.guard}" if entry.guard else ""
    return " ".join(filter(None, (*words, auth, key, when)))
