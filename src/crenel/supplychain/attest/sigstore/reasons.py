"""Why Sigstore's proof does not hold, in words of ours: the library's are for its developers."""

from __future__ import annotations

import json
from base64 import b64decode
from datetime import UTC, datetime
from typing import Any

from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.strict import MALFORMED, rows, table

_CERTIFICATE, _LOG = "not-certified", "not-logged"
_NO_PROOF = "no log that is trusted proves that it holds this"
_REASONS = (
    ("dsse: invalid signature", "bad-signature", "the key that was certified did not sign this"),
    ("sct", _CERTIFICATE, "no trusted log of certificates holds its certificate"),
    ("certificate timestamp", _CERTIFICATE, "no trusted log of certificates holds its certificate"),
    ("certificate chain", _CERTIFICATE, "no authority that is trusted certifies its key"),
    ("expired at time", _CERTIFICATE, "its certificate was not valid when it signed"),
    ("usage", _CERTIFICATE, "its certificate is not one to sign code with"),
    ("only supported for", _LOG, "the log's entry is of a kind that is not verified any more"),
    ("sources of verified time", _LOG, "no clock that is trusted says when it was signed"),
    ("timestamp", _LOG, "no clock that is trusted says when it was signed"),
    ("log entry payload", _LOG, "the log's entry is about another statement"),
    ("log entry signatures", _LOG, "the log's entry is about another signature"),
    ("inconsistent with", _LOG, "the log's entry is about something else"),
    ("log entry", _LOG, _NO_PROOF),
    ("inclusion", _LOG, _NO_PROOF),
    ("checkpoint", _LOG, _NO_PROOF),
)
"""Part of what the library says in lower case, the code, the reason; the first that fits counts."""
_FORMAT = "%Y-%m-%d %H:%M UTC"


def refused(error: Exception, bundle: str) -> Refused:
    """What is to be told of a bundle that the library refused with an error."""
    said = str(error).lower()
    for part, code, reason in _REASONS:
        if part in said:
            late = _late(bundle) if code == _CERTIFICATE else ""
            return Refused(code, late or f"{reason} (Sigstore says: {first_line(error)})")
    return Refused(MALFORMED, f"it is no bundle of Sigstore's: {first_line(error)}")


def first_line(error: BaseException) -> str:
    """What an error says first, cut; of a wrong field, which one, too."""
    lines = [line.strip() for line in str(error).splitlines()] or [type(error).__name__]
    told = lines[:3] if "validation error" in lines[0] else lines[:1]
    return ": ".join(told)[:200].rstrip(".")


def _late(bundle: str) -> str:
    """Was the certificate not valid at the time that the log's entry tells? Empty where it was."""
    from cryptography import x509  # noqa: PLC0415 - an extra

    material = table(table(json.loads(bundle)).get("verificationMaterial"))
    entries = rows(material.get("tlogEntries"))
    try:
        when = datetime.fromtimestamp(int(table(entries[0])["integratedTime"]), UTC)
        held = x509.load_der_x509_certificate(_der(material))
    except (LookupError, ValueError, TypeError, OverflowError, OSError):
        return ""
    since, until = held.not_valid_before_utc, held.not_valid_after_utc
    if since <= when <= until:
        return ""
    return (
        f"the log tells that it was signed on {when:{_FORMAT}}, and its certificate was valid"
        f" from {since:{_FORMAT}} to {until:{_FORMAT}}"
    )


def _der(material: Any) -> bytes:  # noqa: ANN401 - any JSON content
    chain = rows(table(material.get("x509CertificateChain")).get("certificates"))
    one = material.get("certificate") or (chain[0] if chain else None)
    return b64decode(str(table(one)["rawBytes"]), validate=True)
