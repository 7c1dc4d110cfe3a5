"""SLSA provenance v1 (slsa.dev/spec/v1.0/provenance): who built it, from what, with which tools.

A build that anybody may run with a key of their own is level 1, whatever it does: the provenance is
there, and nobody but the signer vouches for it. A higher level is never claimed here; who verifies
says in the policy which builder and key are trusted with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

import msgspec

from crenel.supplychain.attest import times as moments
from crenel.supplychain.attest.predicates.kind import Case, Predicate
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import table, word
from crenel.supplychain.attest.terms import Origin
from crenel.supplychain.build.record import Record

NAME = "provenance"
TYPES = ("https://slsa.dev/provenance/v1",)
NEWEST = False
BUILD_TYPE = "urn:crenel:build:1"
"""How the parameters of `crenel build` are to be read: as schema ``crenel.build/1`` says."""
LOCAL = "urn:crenel:builder:local"
"""The builder that is told where nobody names one: some machine of whoever signs."""
_OURS = frozenset({"function", "source", "lock", "target", "options"})


def made(record: Record, *, builder: str, source: str, version: str, now: datetime) -> Predicate:
    """The predicate for what `crenel build` recorded; ``source`` is where the commit is from."""
    dependencies = [
        {"uri": one.uri, "digest": {"sha256": one.digest.sha256}} for one in record.inputs
    ]
    if source and record.source.revision:
        dependencies.insert(0, {"uri": source, "digest": {"gitCommit": record.source.revision}})
    return {
        "buildDefinition": {
            "buildType": BUILD_TYPE,
            "externalParameters": _parameters(record, source),
            "internalParameters": {"tools": [_plain(one) for one in record.tools]},
            "resolvedDependencies": dependencies,
        },
        "runDetails": {
            "builder": {"id": builder or LOCAL, "version": {"crenel": version}},
            "metadata": {"crenel_attestedOn": moments.written(now)},
        },
    }


def _parameters(record: Record, source: str) -> dict[str, Any]:
    return {
        "function": record.function.address,
        "source": {
            "uri": source or f"file:{record.source.folder}",
            "folder": record.source.folder,
            "revision": record.source.revision,
            "sha256": record.source.digest.sha256,
        },
        "lock": None if record.lock is None else record.lock.file,
        "target": _plain(record.target),
        "options": _plain(record.options),
    }


def _plain(value: msgspec.Struct) -> Any:  # noqa: ANN401 - JSON content
    return msgspec.to_builtins(value)


def times(predicate: Predicate) -> Iterator[tuple[str, datetime]]:
    """When it was built, and when that was attested."""
    metadata = table(table(predicate.get("runDetails")).get("metadata"))
    yield from moments.told(metadata, "startedOn", "finishedOn", "crenel_attestedOn")


def told(predicate: Predicate, case: Case) -> str:
    """Who built it, from where, and what that is worth."""
    builder, source = _builder(predicate), _source(predicate)
    origin = next(_allowed(predicate, case), None)
    level = 1 if origin is None else origin.level
    built = f"built by {builder or 'nobody named'} from {source or 'an unnamed source'}"
    return f"{built} (SLSA build level {level})"


def judged(predicate: Predicate, case: Case) -> Iterator[Refused]:
    """Whether this builder may build this artifact from there, with these parameters."""
    if not _builder(predicate):
        yield Refused("malformed", "the provenance names no builder")
    if not case.terms.origins or any(_allowed(predicate, case)):
        return
    yield _why(predicate, case)


def _allowed(predicate: Predicate, case: Case) -> Iterator[Origin]:
    return (one for one in case.terms.origins if not _objections(one, predicate, case))


def _why(predicate: Predicate, case: Case) -> Refused:
    """The objection of the origin that comes nearest."""
    objections = [_objections(one, predicate, case) for one in case.terms.origins]
    code, reason = max(objections, key=lambda found: _STEPS.index(found[0][0]))[0]
    return Refused(code, reason)


_STEPS = (
    "artifact-not-allowed",
    "builder-not-allowed",
    "key-not-of-builder",
    "build-type-not-allowed",
    "source-not-allowed",
    "unexpected-parameter",
)


def _objections(one: Origin, predicate: Predicate, case: Case) -> list[tuple[str, str]]:
    """What an origin has against it, in the order in which it is looked at."""
    builder, source = _builder(predicate), _source(predicate)
    kind = word(_definition(predicate).get("buildType"))
    artifact = case.artifact
    looked = (
        (_fits(artifact, one.artifacts), f"no builder may build {artifact}"),
        (fnmatchcase(builder, one.builder), f"{builder} may not build {artifact}"),
        (
            not one.keys or not case.signers.isdisjoint(one.keys),
            f"{', '.join(sorted(case.signers))} does not vouch for the builder {builder}",
        ),
        (not one.build_type or fnmatchcase(kind, one.build_type), f"it was built as {kind}"),
        (
            not one.sources or (bool(source) and _fits(source, one.sources)),
            f"{artifact} may not be built from {source or 'a source that is not named'}",
        ),
        (not (odd := _odd(one, predicate, kind)), odd),
    )
    return [
        (code, reason) for code, (holds, reason) in zip(_STEPS, looked, strict=True) if not holds
    ]


def _fits(text: str, globs: tuple[str, ...]) -> bool:
    return not globs or any(fnmatchcase(text, glob) for glob in globs)


def _odd(one: Origin, predicate: Predicate, kind: str) -> str:
    """A parameter that is not as expected; SLSA: what a verifier does not know, it refuses."""
    found = dict(_leaves(table(_definition(predicate).get("externalParameters"))))
    for name, glob in one.parameters.items():
        if not fnmatchcase(found.get(name, ""), glob):
            return f"the parameter {name} is {found.get(name, 'not there')!r}, not {glob!r}"
    for name in found:
        top = name.partition(".")[0]
        known = top in _OURS if kind == BUILD_TYPE else top in {"source", "workflow"}
        if not known and name not in one.parameters:
            return f"the parameter {name} is not one that the policy expects"
    return ""


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - JSON content
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else str(name))
        return
    yield path, value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _definition(predicate: Predicate) -> Predicate:
    return table(predicate.get("buildDefinition"))


def _builder(predicate: Predicate) -> str:
    return word(table(table(predicate.get("runDetails")).get("builder")).get("id"))


def _source(predicate: Predicate) -> str:
    """Where it comes from: our own parameter, or the workflow's repository of hosted builders."""
    parameters = table(_definition(predicate).get("externalParameters"))
    source = parameters.get("source")
    found = word(source) or word(table(source).get("uri"))
    return found or word(table(parameters.get("workflow")).get("repository"))
