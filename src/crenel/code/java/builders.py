"""Builders: ``PutItemRequest.builder().tableName(t).build()``, ``new PutItemRequest().withX(x)``.

A builder is what it was given so far. As a statement ``builder.tableName(t)`` changes it, so the
name it stands under is bound anew. Clients that are built become the path ``...S3Client()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crenel.code import binding
from crenel.code.hooks import CallView, on_call
from crenel.code.java.vocabulary import SDK
from crenel.code.syntax import Attribute, Call, Name, UnitKind
from crenel.code.text import words
from crenel.code.values import (
    PENDING,
    UNKNOWN,
    Built,
    Code,
    Path,
    Site,
    Value,
    built,
    choices,
    either,
    items,
    path,
)

if TYPE_CHECKING:
    from crenel.code.run import Run

MAX_CHAIN = 64
"""Setters in one expression, of which the variable at its beginning is told."""
STARTING = words("builder standard newBuilder toBuilder")
FINISHING = words("build toBuilder copy clone")
_MAKING = words("create defaultClient standard")
_EVENTS = "com.amazonaws.services.lambda.runtime.events."
"""Events, and answers to them, are put together by setters."""
_FLUENT = ("with", "set")
_OWN_ROLE = (
    "software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider.",
    "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider.",
    "software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider.",
    "com.amazonaws.auth.EnvironmentVariableCredentialsProvider",
    "com.amazonaws.auth.DefaultAWSCredentialsProviderChain",
)
_CREDENTIALS = frozenset({"credentialsProvider", "credentials"})
_OTHERS = ("Static", "Sts", "Profile", "Anonymous", "Web", "AWSStatic", "STS", "Basic")


def started(name: str, site: Site) -> Value | None:
    """A static method or constructor of a foreign class that begins or makes a thing."""
    kind, _, method = name.rpartition(".")
    if method in STARTING and _is_class(kind):
        return built(kind)
    if method in _MAKING and kind.startswith(SDK):
        return finished(built(kind))
    if method.endswith("Client") and name.startswith("com.amazonaws.services."):
        return path(f"{name}()", (Site(),))
    if name.startswith(_EVENTS) and _is_class(name):
        return built(name)
    if ".model." in name and name.startswith(SDK) and _is_class(name):
        return built(name, ((str(at), one) for at, one in enumerate(site.positional)))
    return None


def method(run: Run, step: Call, base: Built, name: str, site: Site) -> Value:
    """``builder.name(...)``: a setter, a getter, or the end."""
    if name in FINISHING and not site.positional:
        if name == "build" and base.kind:
            given = Site(named=tuple((key, one) for key, one in base.entries if key is not None))
            on_call(CallView(run, step, f"{base.kind}.build", base, given))
        return finished(base) if name == "build" else base
    key = _key(name, _FLUENT)
    if not site.positional:
        found = base.get(_key(name, ("get",)))
        return found if found is not None else UNKNOWN
    values = [configured(run, one) for one in site.positional]
    value = values[0] if len(values) == 1 else items(values)
    if base.kind and not base.kind.startswith(SDK):
        on_call(CallView(run, step, f"{base.kind}.builder().{name}", base, site))
    changed = built(base.kind, (*base.entries, (key, value)))
    _bind_anew(run, step, changed)
    return changed


def _key(name: str, starts: tuple[str, ...]) -> str:
    """``withTableName`` -> ``tableName``."""
    for start in starts:
        rest = name.removeprefix(start)
        if rest != name and rest[:1].isupper():
            return rest[:1].lower() + rest[1:]
    return name


def _bind_anew(run: Run, step: Call, value: Value) -> None:
    base = step.callee.base if isinstance(step.callee, Attribute) else None
    for _ in range(MAX_CHAIN):  # builder.a(x).b(y): the first is the one that changes
        if not (isinstance(base, Call) and isinstance(base.callee, Attribute)):
            break
        base = base.callee.base
    if isinstance(base, Name) and isinstance(run.value(base), Built) and base.id != "this":
        binding.assign(run, base, value, declares=False)


def finished(made: Built) -> Value:
    """What a builder builds: a client of the SDK under its class's name, or itself."""
    kind = made.kind
    if not kind.startswith(SDK) or ".model." in kind:
        return made
    bare = kind.removesuffix("Builder") if kind.startswith("com.amazonaws.") else kind
    named = [(key, one) for key, one in made.entries if key not in _CREDENTIALS and key]
    others = [one for key, one in made.entries if key in _CREDENTIALS and _other(one)]
    if others:
        named.append(("credentials", others[0]))
    return path(f"{bare}()", (Site(named=tuple(named)),))


def _other(provider: Value) -> bool:
    """Is it surely another's: a role that was taken on, keys from somewhere?"""
    for one in choices(provider):
        kind = one.kind if isinstance(one, Built) else one.name if isinstance(one, Path) else ""
        if kind.startswith(_OWN_ROLE) or not any(
            part.startswith(_OTHERS) for part in kind.split(".")
        ):
            return False
    return True


def configured(run: Run, value: Value) -> Value:
    """What ``r -> r.tableName(t)`` makes of a builder that it is given; others as they are."""
    if not (isinstance(value, Code) and value.unit.kind is UnitKind.FUNCTION):
        return value
    unit = value.unit
    if len(unit.parameters) != 1:
        return value
    run.reached(value)
    scope = run.program.scope(unit)
    scope.readers.add(run.scope)
    run.program.give(scope, 0, built(""))
    pattern = unit.parameters[0][0]
    name = pattern.id if isinstance(pattern, Name) else ""
    for found in (scope.returned, scope.names.get(name)):  # a block answers nothing
        made = choices(found) if found is not None else ()
        fitting = [one for one in made if isinstance(one, Built)]
        if fitting:
            return either(fitting)
    return value if scope.runs else PENDING


def _is_class(name: str) -> bool:
    last = name.rpartition(".")[2]
    return last[:1].isupper() and "(" not in name
