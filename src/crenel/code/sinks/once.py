"""Values that are meant to differ from instance to instance, drawn while a module is loaded."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls

KIND = "drawn-at-start"


@calls("uuid.uuid1", "uuid.uuid4", "os.urandom", "random.", "secrets.", "numpy.random.")
def _drawn(view: CallView) -> None:
    if not view.run.unit.qualified:
        view.sink(KIND, f"{view.name}() is called once, when the module is loaded", Tainted.NO)
