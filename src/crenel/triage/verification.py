"""The policy of `crenel verify`: a TOML file that says whose statements are believed, and which."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.text.decode import decode
from crenel.supplychain.attest.keys import public_key
from crenel.supplychain.attest.predicates.kind import kinds
from crenel.supplychain.attest.signatures import MAX_KEYS
from crenel.supplychain.attest.terms import LEVELS, AuditTerms, Origin, Terms, Trusted
from crenel.triage.globs import LONGEST
from crenel.triage.names import meant, quoted
from crenel.triage.tables import Document, Table
from crenel.triage.terms import Refused, day

_HIGHEST_LEVEL = 3


def verification(path: Path) -> Terms:
    """What a policy asks for. Raises UsageError with file and line."""
    document = Document(_source(path))
    table = Table(document, (), document.data)
    keys = tuple(_key(one, path.parent) for one in table.tables("key"))
    if not keys:
        raise table.problem("key", "the policy trusts no key", "Add a [[key]] with its file")
    if len(keys) > MAX_KEYS:
        raise table.problem("key", f"the policy has more than {MAX_KEYS} keys")
    terms = Terms(
        keys=keys,
        threshold=_threshold(table, keys),
        required=_predicates(table, "required"),
        max_age=table.whole("max_age_days"),
        origins=tuple(_origin(one, keys) for one in table.tables("build")),
        audit=_audit(table, table.table("audit")),
        recompressed=table.switch("recompressed", default=False),
        others=table.switch("ignore_unknown_keys", default=False),
    )
    table.close()
    return terms


def _source(path: Path) -> Source:
    try:
        return Source(path.as_posix(), decode(path.read_bytes()))
    except OSError as error:
        message = f"the policy {path} cannot be read: {error.strerror}"
        raise UsageError(message, "Name a TOML file") from None
    except ReadProblem as problem:
        raise UsageError(f"{path}:{problem.line}: {problem.what}", problem.do) from None


def _key(table: Table, folder: Path) -> Trusted:
    file, name = table.text("file"), table.text("name")
    if not file:
        raise table.problem("file", "this key names no file", 'Write file = "release.pub"')
    try:
        key = public_key(folder / file, name or Path(file).name)
    except UsageError as error:
        raise table.problem("file", error.what, error.do) from None
    trusted = Trusted(
        key=key,
        since=_day(table, "since"),
        until=_day(table, "until"),
        predicates=_predicates(table, "predicates"),
    )
    table.close()
    return trusted


def _day(table: Table, key: str) -> str:
    text = table.day(key)
    try:
        return day(text).isoformat() if text else ""
    except Refused as problem:
        raise table.problem(key, str(problem)) from None


def _threshold(table: Table, keys: Iterable[Trusted]) -> int:
    number = table.whole("threshold")
    if number is None:
        return 1
    different = len({one.key.material for one in keys})
    if not number:
        raise table.problem("threshold", "`threshold` must be at least 1")
    if number > different:
        count = "1 different key" if different == 1 else f"{different} different keys"
        raise table.problem(
            "threshold",
            f"{number} keys must sign, and the policy has {count}",
            "Two names for one key are one key",
        )
    return number


def _predicates(table: Table, key: str) -> tuple[str, ...]:
    """Names of kinds, or types of predicates as addresses."""
    known = [kind.NAME for kind in kinds()]
    for name in table.texts(key):
        if name not in known and ":" not in name:
            hint = meant(name, known) or f"There are {', '.join(known)}, or a predicate's type"
            raise table.problem(key, f"there is no predicate {quoted(name)}", hint)
    return table.texts(key)


def _origin(table: Table, keys: Iterable[Trusted]) -> Origin:
    origin = Origin(
        builder=_globs(table, "builder", [table.text("builder")])[0],
        sources=_globs(table, "sources", table.texts("sources")),
        artifacts=_globs(table, "artifacts", table.texts("artifacts")),
        keys=_known(table, keys),
        build_type=_globs(table, "build_type", [table.text("build_type")])[0],
        parameters=dict(_parameters(table.table("parameters"))),
        level=_level(table),
    )
    if not origin.builder:
        raise table.problem("builder", "this build names no builder", 'Write builder = "..."')
    table.close()
    return origin


def _known(table: Table, keys: Iterable[Trusted]) -> tuple[str, ...]:
    names = [one.key.name for one in keys]
    for name in table.texts("keys"):
        if name not in names:
            hint = meant(name, names) or f"The policy's keys are {', '.join(names)}"
            raise table.problem("keys", f"there is no key {quoted(name)}", hint)
    return table.texts("keys")


def _parameters(table: Table) -> Iterable[tuple[str, str]]:
    for name, value in table.entries():
        if not isinstance(value, str):
            raise table.problem(name, f"the parameter {quoted(name)} must be a text, a glob")
        yield name, _globs(table, name, [value])[0]


def _level(table: Table) -> int:
    number = table.whole("level")
    if number is not None and not 1 <= number <= _HIGHEST_LEVEL:
        raise table.problem("level", f"a SLSA build level is 1 to {_HIGHEST_LEVEL}")
    return number or 1


def _audit(policy: Table, table: Table) -> AuditTerms | None:
    if "audit" not in policy.data:
        return None
    terms = AuditTerms(
        max_age=table.whole("max_age_days"),
        advisories_max_age=table.whole("advisories_max_age_days"),
        fail_on=table.choice("fail_on", LEVELS) or "medium",
        complete=table.switch("complete", default=True),
    )
    table.close()
    return terms


def _globs(table: Table, key: str, globs: Iterable[str]) -> tuple[str, ...]:
    found = tuple(globs)
    if any(len(one) > LONGEST for one in found):
        raise table.problem(key, f"`{key}` holds a pattern of more than {LONGEST} characters")
    return found
