"""The document ``crenel.permissions/1``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.analysis.permissions.names import rendered
from crenel.analysis.permissions.proof import prove
from crenel.model.source import Span, outward

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer
    from crenel.analysis.permissions.grants import Grant
    from crenel.analysis.permissions.judged import Excess, Missing
    from crenel.analysis.permissions.needs import Need
    from crenel.analysis.permissions.proof import Claim
    from crenel.model.verdict import Unread

Json = dict[str, Any]


def document(
    functions: Iterable[Mapping[str, Any]], *, version: str, root: str, unread: list[Unread]
) -> Json:
    """The whole document, of functions as :func:`function_json` tells them."""
    from crenel.analysis.permissions.table import table_date
    from crenel.policy.managed import data_source

    source, newest = data_source()
    return {
        "schema": "crenel.permissions/1",
        "crenel": version,
        "root": root,
        "data": {"operations": table_date(), "managed_policies": newest, "source": source},
        "functions": list(functions),
        "unread": msgspec.to_builtins(unread),
    }


def function_json(answer: Answer) -> Json:
    """One function."""
    told = answer.told
    unused = [grant_json(one) for one in answer.judged.unused]
    proof = prove(answer)
    return {
        "address": answer.address,
        "complete": answer.complete,
        "incomplete_because": [
            {"file": one.file, "line": one.line, "reason": one.text} for one in answer.reasons()
        ],
        "needs": [need_json(one) for one in answer.needs],
        "platform_needs": [
            {**need_json(one), "why": one.why} for one in answer.platform if not one.optional
        ],
        "role": _role(answer),
        "grants": [grant_json(one) for one in answer.grants.rows],
        "boundary": [grant_json(one) for one in answer.grants.boundary],
        "unused": unused if told else [],
        "maybe_unused": [] if told else unused,
        "missing": [missing_json(one) for one in answer.judged.missing if one.certain],
        "maybe_missing": [missing_json(one) for one in answer.judged.missing if not one.certain],
        "excess": [excess_json(one) for one in answer.judged.excess],
        "policy": rendered_policy(answer.policy),
        "assumes": [{"parameter": name, "value": text} for name, text in answer.assumed.items()],
        "proof": {"enough": _claim(proof.enough), "within_grant": _claim(proof.within)},
    }


def need_json(need: Need) -> Json:
    """A need."""
    return {
        "action": need.action,
        "resources": _rendered(need.resources),
        "confidence": need.confidence.value,
        **place(need.span),
    }


def missing_json(one: Missing) -> Json:
    """A need that is not granted."""
    return {**need_json(one.need), "because": one.because}


def grant_json(grant: Grant) -> Json:
    """One action pattern of a statement."""
    made: Json = {
        "action": grant.action,
        "resources": _rendered(grant.resources),
        "effect": grant.effect,
        "source": grant.source,
        **place(grant.span),
    }
    if grant.negated:
        made["not_actions"] = list(grant.others)
    if grant.all_but:
        made["all_but_these_resources"] = True
    if grant.condition is not None:
        made["condition"] = grant.condition
    return made


def excess_json(one: Excess) -> Json:
    """A wildcard of which only a part is needed."""
    return {
        "action": one.pattern,
        "resources": _rendered(one.resources),
        "needed": list(one.needed),
        "granted": one.granted or None,
        "not_needed": one.levels,
        **place(one.span),
    }


def place(span: Span | None) -> Json:
    """Where something stands; in a template, where code is written in one."""
    if span is None:
        return {"file": "", "line": 1}
    where = outward(span)
    return {"file": where.file, "line": where.line}


def rendered_policy(policy: Json) -> Json:
    """The policy as it can stand in a template."""
    statements = []
    for statement in policy["Statement"]:
        made = dict(statement)
        for key in ("Resource", "NotResource"):
            if key in made:
                value = made[key]
                made[key] = rendered(value) if isinstance(value, str) else _rendered(value)
        statements.append(made)
    return {**policy, "Statement": statements}


def _rendered(patterns: Iterable[str]) -> list[str]:
    return [rendered(one) for one in patterns]


def _role(answer: Answer) -> Json | None:
    identity = answer.grants.identity
    if identity is None:
        return None
    return {"address": identity.origin.address, "functions": answer.grants.shared}


def _claim(claim: Claim) -> Json:
    return {"proved": claim.proved, "because": claim.because}
