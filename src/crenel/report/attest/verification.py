"""What `crenel verify` prints. Schema ``crenel.verification/1`` (schemas/verification-1.json)."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import Any

from crenel.report.document import dumps
from crenel.report.escape import visible
from crenel.report.frame.cells import wrap
from crenel.report.frame.palette import Palette
from crenel.supplychain.attest import times
from crenel.supplychain.attest.deployed import Deployed
from crenel.supplychain.attest.predicates.provenance import NAME as PROVENANCE
from crenel.supplychain.attest.refusal import Refusal
from crenel.supplychain.attest.sigstore.identity import Certified
from crenel.supplychain.attest.verify import Held, Verification

SCHEMA = "crenel.verification/1"
WIDTH = 100
"""Columns; longer words stay whole."""

Json = dict[str, Any]


def verification_json(found: Verification, there: Deployed | None) -> str:
    """The whole document."""
    own = found.artifact
    return dumps(
        {
            "schema": SCHEMA,
            "verified": found.trusted,
            "now": times.written(found.now),
            "artifact": {
                "name": own.name,
                "sha256": own.sha256,
                "code_sha256": base64.b64encode(bytes.fromhex(own.sha256)).decode(),
                "content_sha256": own.content or None,
            },
            "refusals": [_refusal(one) for one in found.refusals],
            "statements": [_held(one) for one in found.held],
            "passed_over": [_refusal(one) for one in found.passed_over],
            "not_judged": list(_not_judged(found)),
            "deployed": None if there is None else _deployed(there, own.sha256),
        }
    )


def _refusal(one: Refusal) -> Json:
    return {"code": one.code, "reason": one.reason, "about": one.about}


def _held(one: Held) -> Json:
    return {
        "kind": one.kind,
        "type": one.statement.predicate_type,
        "about": one.place,
        "keys": list(one.signers),
        "identities": [_certified(who) for who in one.certified],
        "signatures": one.signed,
        "made": None if one.made is None else times.written(one.made),
        "match": "bytes" if one.exact else "content",
        "superseded": one.superseded,
        "says": one.told,
    }


def _certified(who: Certified) -> Json:
    return {
        "identity": who.subject,
        "issuer": who.issuer,
        "source": who.source or None,
        "ref": who.ref or None,
        "signed": times.written(who.when),
    }


def _deployed(there: Deployed, sha256: str) -> Json:
    known = bool(there.sha256) and not there.unsettled
    return {
        "function": there.function,
        "version": there.version,
        "package": there.package,
        "sha256": there.sha256 or None,
        "same": there.sha256 == sha256 if known else None,
        "unsettled": there.unsettled,
    }


def _not_judged(found: Verification) -> Iterator[str]:
    """What nobody asked for, so that nobody takes it for checked."""
    terms = found.terms
    kinds = {one.kind for one in found.held}
    if not terms.origins:
        yield "who may build it, and from where" if PROVENANCE in kinds else "who built it"
    if terms.audit is None:
        yield "what the audit found, and how old it is" if "audit" in kinds else "vulnerabilities"
    if terms.max_age is None:
        yield "how old the statements are"


def verification_text(found: Verification, there: Deployed | None, palette: Palette) -> str:
    """For people: the answer first, then why, then what it rests on."""
    return "\n".join(_lines(found, there, palette)) + "\n"


def _lines(found: Verification, there: Deployed | None, palette: Palette) -> Iterator[str]:
    own = found.artifact
    word = palette.strong("verified") if found.trusted else palette.warning("refused")
    yield f"{word}: {visible(own.name)}"
    places: dict[tuple[str, str], list[str]] = {}
    for one in found.refusals:
        places.setdefault((one.code, one.reason), []).append(one.about)
    for (code, reason), about in places.items():
        yield from _item(f"  - {code}: {reason}")
        yield from (f"    {palette.gutter('-->')} {visible(place)}" for place in about if place)
    yield f"  sha256   {own.sha256}"
    yield f"  content  {own.content}" if own.content else f"  content  none: {own.no_content}"
    for held in found.held:
        yield from _statement(held, palette)
    for one in found.passed_over:
        yield f"  passed over: {visible(one.reason)} ({visible(one.about)})"
    if there is not None:
        yield from _running(there, own.sha256)
    not_judged = list(_not_judged(found))
    if not_judged:
        yield from wrap(f"not judged: {'; '.join(not_judged)} (a --policy does)", WIDTH)


def _item(text: str) -> Iterator[str]:
    """A row that goes on under its own beginning."""
    lead = len(text) - len(text.lstrip(" -"))
    first, *rest = wrap(text.lstrip(" -"), WIDTH - lead)
    yield text[:lead] + first
    yield from (" " * lead + line for line in rest)


def _statement(held: Held, palette: Palette) -> Iterator[str]:
    state = " (a newer one counts)" if held.superseded else ""
    exact = "" if held.exact else ", by its content only"
    first, *rest = _item(f"  {held.kind}{state}: {held.told}")
    yield first.replace(held.kind, palette.strong(held.kind), 1)
    yield from (f"  {line}" for line in rest)
    when = f", made {held.made:%Y-%m-%d %H:%M} UTC" if held.made is not None else ""
    yield f"    signed by {visible(', '.join(held.signers))}{when}{exact}"
    for who in held.certified:
        yield from _identity(who, held.signers)


def _identity(who: Certified, names: Iterable[str]) -> Iterator[str]:
    """Who it was, as far as the name in the policy does not say so already."""
    called = "" if who.subject in names else f"{who.subject}, "
    ref = f" at {who.ref}" if who.ref else ""
    source = f", for {who.source}{ref}" if who.source else ""
    text = f"{called}by the word of {who.issuer}{source}; in the log: {who.when:%Y-%m-%d %H:%M} UTC"
    yield from _item(f"      {visible(text)}")


def _running(there: Deployed, sha256: str) -> Iterator[str]:
    if there.unsettled or not there.sha256:
        why = there.unsettled or "AWS Lambda tells no digest of its code"
        yield f"  deployed: not known: {visible(why)}; ask again"
    elif there.sha256 == sha256:
        yield f"  deployed: the same code runs as {visible(there.function)} ({there.version})"
    else:
        yield f"  deployed: other code runs as {visible(there.function)} ({there.version})"
