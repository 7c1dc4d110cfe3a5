"""The whole event written to the log."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.values import Given, Opaque, leaves

KIND = "event-logged"
_LEVELS = ("debug", "info", "warning", "warn", "error", "critical", "exception", "log", "trace")


@calls("print", "pprint.pprint", "console.", "logging.", "sys.stdout.write")
@calls("System.out.println", "System.out.printf", "System.out.print", "System.err.println")
@calls("fmt.Println", "fmt.Printf", "fmt.Print", "log.Println", "log.Printf", "log.Print")
@calls(*(f".{level}" for level in _LEVELS))
def _logged(view: CallView) -> None:
    if view.method in {"time", "timeEnd", "getLogger", "basicConfig", "setLevel", "addHandler"}:
        return
    for value in view.site.values():
        for one in leaves(value):
            if isinstance(one, Given) and one.whole:
                worst = Opaque(Tainted.YES, one.origin, one.path)
                view.sink(KIND, f"{view.name}() writes the whole event to the log", worst)
                return


@calls("aws_lambda_powertools.Logger().inject_lambda_context")
def _powertools(view: CallView) -> None:
    flag = view.argument(None, "log_event")
    if getattr(flag, "value", None) is True:
        view.sink(KIND, "log_event=True writes the whole event to the log", Tainted.YES)


@calls("software.amazon.lambda.powertools.logging.Logging")
def _annotated(view: CallView) -> None:
    flag = view.argument(None, "logEvent")
    if getattr(flag, "value", None) is True:
        view.sink(KIND, "logEvent = true writes the whole event to the log", Tainted.YES)
