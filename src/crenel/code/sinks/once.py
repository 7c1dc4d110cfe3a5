"""Values that are meant to differ from instance to instance, drawn while a module is loaded."""

from __future__ import annotations

from crenel.code.facts import Tainted
from crenel.code.hooks import CallView, calls
from crenel.code.syntax import UnitKind

KIND = "drawn-at-start"


@calls("uuid.uuid1", "uuid.uuid4", "os.urandom", "numpy.random.")
@calls("random.Random", "random.seed", "random.random", "random.uniform", "random.randbytes")
@calls("random.randint", "random.randrange", "random.getrandbits")
@calls("random.choice", "random.choices", "random.sample", "random.shuffle")
@calls("secrets.token_bytes", "secrets.token_hex", "secrets.token_urlsafe")
@calls("secrets.choice", "secrets.randbelow", "secrets.randbits")
@calls("java.util.UUID.randomUUID", "Math.random", "java.security.SecureRandom.getInstanceStrong")
@calls("github.com/google/uuid.New", "github.com/google/uuid.NewString")
def _drawn(view: CallView) -> None:
    unit = view.run.unit
    if unit.kind is not UnitKind.FUNCTION:
        what = "class" if unit.kind is UnitKind.CLASS else "module"
        view.sink(KIND, f"{view.name}() is called once, when the {what} is loaded", Tainted.NO)
