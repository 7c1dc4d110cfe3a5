"""The application as a page of text: functions, how they are reached, what they run as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import EntryPoint, Function, StackOutput, StackParameter
from crenel.report.escape import visible
from crenel.report.summary import plural

_HANDLED = (Function, EntryPoint, StackParameter, StackOutput)


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
    identity = app.identity_of(function)
    role = identity.id if identity else function.identity.text() or "unknown"
    statements = f", {plural(len(app.statements_of(identity)), 'statement')}" if identity else ""
    yield f"    runs as {role}{statements}"


def _entry(entry: EntryPoint) -> str:
    words = [entry.kind.value, entry.method.text(), entry.path.text(), entry.source.text()]
    auth = f"auth {entry.auth.text()}" if entry.auth.text() else ""
    when = f"when {entry.guard}" if entry.guard else ""
    return " ".join(filter(None, (*words, auth, when)))
