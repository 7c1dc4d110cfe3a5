"""What a certificate of Sigstore's says (sigstore/fulcio, docs/oid-info.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.sigstore.identity import Certified
from crenel.supplychain.attest.strict import MALFORMED

_ARC = "1.3.6.1.4.1.57264.1"
_ISSUER, _ISSUER_BEFORE = f"{_ARC}.8", f"{_ARC}.1"
_SOURCE, _REF = f"{_ARC}.12", f"{_ARC}.14"
_USERNAME = f"{_ARC}.7"


def certified(certificate: Any, when: datetime) -> Certified:  # noqa: ANN401 - a type of an extra
    """Who is certified. Raises Refused where that is not one, by the word of one."""
    subjects = _subjects(certificate)
    if len(subjects) != 1:
        raise Refused(MALFORMED, f"its certificate names {len(subjects)} identities, not one")
    return Certified(
        subject=subjects[0],
        issuer=_issuer(certificate),
        source=_extension(certificate, _SOURCE),
        ref=_extension(certificate, _REF),
        when=when,
    )


def _subjects(certificate: Any) -> list[str]:  # noqa: ANN401 - a type of an extra
    from cryptography import x509  # noqa: PLC0415 - an extra

    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [
        *names.get_values_for_type(x509.RFC822Name),
        *names.get_values_for_type(x509.UniformResourceIdentifier),
        *(
            _text(other.value)
            for other in names.get_values_for_type(x509.OtherName)
            if other.type_id.dotted_string == _USERNAME
        ),
    ]


def _issuer(certificate: Any) -> str:  # noqa: ANN401 - a type of an extra
    """The newer of the two extensions is DER, the older the bare text; they must agree."""
    newer = _extension(certificate, _ISSUER)
    older = _raw(certificate, _ISSUER_BEFORE).decode("utf-8", "replace")
    if newer and older and newer != older:
        raise Refused(MALFORMED, "its certificate names two identity providers")
    if not newer and not older:
        raise Refused(MALFORMED, "its certificate names no identity provider")
    return newer or older


def _extension(certificate: Any, oid: str) -> str:  # noqa: ANN401 - a type of an extra
    data = _raw(certificate, oid)
    return _text(data) if data else ""


def _raw(certificate: Any, oid: str) -> bytes:  # noqa: ANN401 - a type of an extra
    from cryptography import x509  # noqa: PLC0415 - an extra

    try:
        found = certificate.extensions.get_extension_for_oid(x509.ObjectIdentifier(oid))
    except x509.ExtensionNotFound:
        return b""
    return bytes(found.value.value)


def _text(data: bytes) -> str:
    """A UTF8String in DER. Raises Refused."""
    from cryptography.hazmat import asn1  # noqa: PLC0415 - an extra

    try:
        return str(asn1.decode_der(str, data))
    except ValueError:
        raise Refused(MALFORMED, "its certificate holds a text that is none") from None
