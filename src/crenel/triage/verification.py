"""The policy of `crenel verify`: a TOML file that says whose statements are believed, and which."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crenel.errors import ReadProblem, UsageError
from crenel.model.source import Source
from crenel.readers.text.decode import decode
from crenel.supplychain.attest.keys import PublicKey, public_key
from crenel.supplychain.attest.predicates.kind import kinds
from crenel.supplychain.attest.signatures import MAX_KEYS
from crenel.supplychain.attest.sigstore.identity import Identity
from crenel.supplychain.attest.sigstore.root import Root, root
from crenel.supplychain.attest.terms import (
    LEVELS,
    AuditTerms,
    Origin,
    Terms,
    Trusted,
    most_signers,
)
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
    identities = tuple(map(_identity, table.tables("identity")))
    trusted = (*keys, *identities)
    if not trusted:
        do = "Add a [[key]] with its file, or an [[identity]]"
        raise table.problem("key", "the policy trusts no key and no identity", do)
    if len(trusted) > MAX_KEYS:
        raise table.problem("key", f"the policy has more than {MAX_KEYS} keys and identities")
    terms = Terms(
        trusted=trusted,
        root=_root(table.table("sigstore"), path.parent, needed=bool(identities)),
        threshold=_threshold(table, trusted),
        required=_predicates(table, "required"),
        max_age=table.whole("max_age_days"),
        origins=tuple(_origin(one, trusted) for one in table.tables("build")),
        audit=_audit(table, table.table("audit")),
        decided_by=_decided_by(table.table("decision")),
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
    return _trusted(table, key)


def _identity(table: Table) -> Trusted:
    subject, issuer = table.text("identity"), table.text("issuer")
    if not subject:
        do = "Write a mail address, or the address of a pipeline's file"
        raise table.problem("identity", "this identity is not told", do)
    if not issuer:
        do = "Name the identity provider, as https://token.actions.githubusercontent.com"
        raise table.problem("issuer", "this identity names no issuer", do)
    who = Identity(
        name=table.text("name") or subject,
        subject=_globs(table, "identity", [subject])[0],
        issuer=issuer,
        source=_globs(table, "source", [table.text("source")])[0],
        ref=_globs(table, "ref", [table.text("ref")])[0],
    )
    return _trusted(table, who)


def _trusted(table: Table, who: PublicKey | Identity) -> Trusted:
    trusted = Trusted(
        who=who,
        since=_day(table, "since"),
        until=_day(table, "until"),
        predicates=_predicates(table, "predicates"),
    )
    table.close()
    return trusted


def _root(table: Table, folder: Path, *, needed: bool) -> Root | None:
    """Whose certificates and logs count; None where nobody is trusted by them."""
    file = table.text("trusted_root")
    table.close()
    if not needed:
        return None
    try:
        return root(folder / file if file else None)
    except UsageError as error:
        raise table.problem("trusted_root", error.what, error.do) from None


def _day(table: Table, key: str) -> str:
    text = table.day(key)
    try:
        return day(text).isoformat() if text else ""
    except Refused as problem:
        raise table.problem(key, str(problem)) from None


def _threshold(table: Table, trusted: Iterable[Trusted]) -> int:
    number = table.whole("threshold")
    if number is None:
        return 1
    most = most_signers(trusted)
    if not number:
        raise table.problem("threshold", "`threshold` must be at least 1")
    if most is not None and number > most:
        count = "1 different one" if most == 1 else f"{most} different ones"
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


def _origin(table: Table, trusted: Iterable[Trusted]) -> Origin:
    origin = Origin(
        builder=_globs(table, "builder", [table.text("builder")])[0],
        sources=_globs(table, "sources", table.texts("sources")),
        artifacts=_globs(table, "artifacts", table.texts("artifacts")),
        keys=_known(table, trusted),
        build_type=_globs(table, "build_type", [table.text("build_type")])[0],
        parameters=dict(_parameters(table.table("parameters"))),
        level=_level(table),
    )
    if not origin.builder:
        raise table.problem("builder", "this build names no builder", 'Write builder = "..."')
    table.close()
    return origin


def _known(table: Table, trusted: Iterable[Trusted]) -> tuple[str, ...]:
    names = [one.who.name for one in trusted]
    for name in table.texts("keys"):
        if name not in names:
            hint = meant(name, names) or f"The policy trusts {', '.join(names)}"
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


def _decided_by(table: Table) -> tuple[str, ...]:
    globs = _globs(table, "policies", table.texts("policies"))
    table.close()
    return globs


def _globs(table: Table, key: str, globs: Iterable[str]) -> tuple[str, ...]:
    found = tuple(globs)
    if any(len(one) > LONGEST for one in found):
        raise table.problem(key, f"`{key}` holds a pattern of more than {LONGEST} characters")
    return found
