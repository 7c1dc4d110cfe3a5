"""Text that is run as code."""

from __future__ import annotations

from crenel.code.hooks import CallView, calls
from crenel.code.values import Given, Mixed, leaves

KIND = "code-execution"


@calls("eval", "exec", "compile", "builtins.eval", "builtins.exec", "code.interact")
def _evaluation(view: CallView) -> None:
    value = view.argument(0, "source", "expression")
    if value is not None:
        view.sink(KIND, f"{view.name}() runs text as code", value)


@calls("Function")
def _constructor(view: CallView) -> None:
    if view.site.positional:
        view.sink(KIND, "Function() makes code of text", view.site.positional[-1])


@calls(
    "vm.runInContext",
    "vm.runInNewContext",
    "vm.runInThisContext",
    "vm.compileFunction",
    "vm.Script",
    "vm2.VM().run",
    "vm2.NodeVM().run",
)
def _machine(view: CallView) -> None:
    value = view.argument(0)
    if value is not None:
        view.sink(KIND, f"{view.name}() runs text as code; vm is no boundary", value)


@calls("setTimeout", "setInterval")
def _timer(view: CallView) -> None:
    value = view.argument(0)
    if isinstance(value, Given | Mixed) and any(isinstance(one, Given) for one in leaves(value)):
        view.sink(KIND, f"{view.name}() runs text as code", value)
