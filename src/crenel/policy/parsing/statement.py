"""One statement of a document."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.policy.authorization import action as known_action
from crenel.policy.authorization import expand, services
from crenel.policy.document import Kind, Names, Path, Principals, Statement, names_of
from crenel.policy.parsing.condition import clauses_of
from crenel.policy.parsing.notes import Notes, meant, typed
from crenel.policy.parsing.principal import principals_of
from crenel.policy.tokens import Tokens, folded, tokens

_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_WITH_PRINCIPAL = (Kind.RESOURCE, Kind.TRUST, Kind.RCP, Kind.ENDPOINT)
_EVERYTHING = names_of([tokens("*")])
_ARN_FIELDS = 6
_MAX_LIST = 100_000

BROKEN = Statement(
    allow=False, actions=_EVERYTHING, resources=_EVERYTHING, principals=None, broken=True
)


def statement_of(row: object, path: Path, notes: Notes) -> tuple[Statement, str]:
    """The statement and its Sid."""
    notes.fatal = False
    if not isinstance(row, Mapping):
        notes.refuse(path, f"a statement is an object, not {typed(row)}")
        return BROKEN, ""
    for name in row:
        if name not in _ELEMENTS:
            hint = meant(str(name), _ELEMENTS)
            notes.refuse((*path, str(name)), f"{name!s:.80} is no element of a statement", hint)
    sid = row.get("Sid", "")
    if not isinstance(sid, str):
        notes.refuse((*path, "Sid"), f"Sid is a string, not {typed(sid)}")
    allow = _allows(row, path, notes)
    actions = _actions(row, path, notes)
    resources = _resources(row, path, notes)
    principals = _principals(row, path, notes, allow=allow)
    clauses = (
        clauses_of(row.get("Condition"), (*path, "Condition"), notes)
        if ("Condition" in row)
        else ()
    )
    if notes.kind is Kind.RCP:
        _check_rcp(row, path, notes, allow=allow)
    broken = notes.fatal
    made = Statement(
        allow=allow,
        actions=actions,
        resources=resources,
        principals=principals,
        clauses=clauses,
        broken=broken,
    )
    return made, sid if isinstance(sid, str) else ""


def _allows(row: Mapping[object, object], path: Path, notes: Notes) -> bool:
    effect = row.get("Effect")
    if effect in ("Allow", "Deny"):
        return effect == "Allow"
    if "Effect" not in row:
        notes.refuse(path, "the statement has no Effect", "Write Allow or Deny")
    else:
        said = f"{effect:.40}" if isinstance(effect, str) else typed(effect)
        notes.refuse((*path, "Effect"), f"Effect is {said}", "Write Allow or Deny")
    return False


def _element(
    row: Mapping[object, object], path: Path, notes: Notes, name: str
) -> tuple[list[str], Path, bool] | None:
    """The strings of ``name`` or ``Notname``, where they stand, and whether they are negated."""
    negation = f"Not{name}"
    if name in row and negation in row:
        notes.refuse((*path, negation), f"{name} and {negation} exclude each other")
    used = negation if negation in row and name not in row else name
    if used not in row:
        return None
    place = (*path, used)
    given = row[used]
    listed = given if isinstance(given, list | tuple) else [given]
    if isinstance(given, list | tuple) and not given:
        notes.refuse(place, f"{used} is an empty list")
    if len(listed) > _MAX_LIST:
        notes.refuse(place, f"only the first {_MAX_LIST} of {len(listed)} entries are read")
    found: list[str] = []
    for number, one in enumerate(listed[:_MAX_LIST]):
        if isinstance(one, str):
            found.append(one)
        else:
            inner = place if listed is not given else (*place, number)
            notes.refuse(inner, f"{used} names strings, not {typed(one)}")
    return found, place, used == negation


def _actions(row: Mapping[object, object], path: Path, notes: Notes) -> Names:
    found = _element(row, path, notes, "Action")
    if found is None:
        notes.refuse(path, "the statement has neither Action nor NotAction")
        return _EVERYTHING
    names, place, negated = found
    made: list[Tokens] = []
    for number, name in enumerate(names):
        _check_action(name, (*place, number) if isinstance(row[place[-1]], list) else place, notes)
        made.append(folded(name))
    return names_of(made, negated=negated)


def _check_action(name: str, place: Path, notes: Notes) -> None:
    service, colon, short = name.partition(":")
    if not name.strip("*"):
        return
    if not colon or not service or not short:
        hint = "Write service:Action, such as s3:GetObject"
        notes.note(place, f"{name:.120} is no action", hint)
        return
    if not notes.data or "*" in service or "?" in service:
        return
    if service.lower() not in services():
        hint = meant(service, services()) or "It may be newer than the data"
        notes.note(place, f"no service {service:.80} is known", hint)
    elif "*" in short or "?" in short:
        if not expand(name):
            notes.note(place, f"{name:.120} matches no known action", _close_action(name))
    elif known_action(name) is None:
        notes.note(place, f"no action {name:.120} is known", _close_action(name))


def _close_action(name: str) -> str:
    names = expand(f"{name.partition(':')[0]}:*")
    return meant(name, names) or "It may be newer than the data"


def _resources(row: Mapping[object, object], path: Path, notes: Notes) -> Names:
    found = _element(row, path, notes, "Resource")
    if found is None:
        if notes.kind in (Kind.IDENTITY, Kind.BOUNDARY, Kind.SESSION, Kind.SCP, Kind.RCP):
            notes.refuse(path, "the statement has neither Resource nor NotResource")
        return _EVERYTHING
    names, place, negated = found
    if notes.kind is Kind.TRUST:
        notes.note(place, "a trust policy has no Resource", "It stands for the role itself")
    for number, name in enumerate(names):
        where = (*place, number) if isinstance(row[place[-1]], list) else place
        _check_resource(name, where, notes)
    made = (tokens(name, variables=notes.variables) for name in names)
    return names_of(made, negated=negated)


def _check_resource(name: str, place: Path, notes: Notes) -> None:
    if not name.strip("*"):
        return
    if name.count(":") < _ARN_FIELDS - 1 and "*" not in name:
        hint = "An ARN has six fields: arn:partition:service:region:account:resource"
        notes.note(place, f"{name:.200} is no ARN", hint)
    elif not name.startswith(("arn:", "*", "ar*", "a*", "arn*")):
        notes.note(place, f"{name:.200} is no ARN", "Resources begin with arn:")


def _principals(
    row: Mapping[object, object], path: Path, notes: Notes, *, allow: bool
) -> Principals | None:
    both = [name for name in ("Principal", "NotPrincipal") if name in row]
    if not both:
        if notes.kind in _WITH_PRINCIPAL:
            # Endpoint and resource control policies can only mean everyone then.
            fatal = notes.kind in (Kind.RESOURCE, Kind.TRUST)
            message = "the statement has neither Principal nor NotPrincipal"
            notes.note(path, message, fatal=fatal)
        return None
    name = both[0]
    if len(both) > 1:
        notes.refuse((*path, "NotPrincipal"), "Principal and NotPrincipal exclude each other")
    if notes.kind not in _WITH_PRINCIPAL:
        message = f"a policy of the kind {notes.kind.value} has no {name}"
        notes.refuse((*path, name), message, "It speaks of whom it is attached to")
        return None
    if name == "NotPrincipal" and allow:
        hint = "Everyone else, strangers too, is allowed: name whom you mean"
        notes.note((*path, name), "NotPrincipal stands beside Allow", hint)
    patterns = principals_of(row[name], (*path, name), notes)
    return Principals(patterns, negated=name == "NotPrincipal")


def _check_rcp(row: Mapping[object, object], path: Path, notes: Notes, *, allow: bool) -> None:
    everything = row.get("Action") == "*" and row.get("Resource") == "*"
    if allow and not everything:
        notes.note((*path, "Effect"), "a resource control policy of your own only denies")
    for name in ("NotPrincipal", "NotAction"):
        if name in row:
            notes.note((*path, name), f"a resource control policy has no {name}")
