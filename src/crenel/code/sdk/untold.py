"""Code that runs but stands nowhere in the text: what it calls cannot be told."""

from __future__ import annotations

from crenel.code.facts import Untold
from crenel.code.hooks import CallView, calls
from crenel.code.values import literal


@calls("importlib.import_module", "__import__", "require", "import")
def _computed_import(view: CallView) -> None:
    name = literal(view.argument(0, "name"))
    if not isinstance(name, str):
        _note(view, "a module is imported whose name is computed")


@calls("Class.forName", "java.util.ServiceLoader.load", "plugin.Open")
def _loaded(view: CallView) -> None:
    _note(view, f"{view.name}() loads code by a name")


@calls("exec", "eval", "builtins.exec", "builtins.eval")
def _text(view: CallView) -> None:
    if not isinstance(literal(view.argument(0)), str):
        _note(view, f"{view.name}() runs text as code")


def _note(view: CallView, message: str) -> None:
    fact = Untold(
        span=view.span,
        function=view.run.unit.qualified,
        reached=view.run.scope.reached,
        message=message,
    )
    view.run.note(view.step, "untold", fact)
