"""The trusted root: whose certificates, logs and clocks count, and what they prove together.

The proof itself is sigstore-python's: the certificate's chain at the time of signing, the log of
certificates, the transparency log's entry with its checkpoint, the signature.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.attest.envelope import Envelope
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.sigstore.certificate import certified
from crenel.supplychain.attest.sigstore.identity import Certified
from crenel.supplychain.attest.sigstore.reasons import first_line, refused
from crenel.supplychain.attest.strict import MALFORMED

MAX_ROOT = 16 * 1024 * 1024
"""Bytes; the public instance's has some ten thousand."""
PUBLIC = "https://tuf-repo-cdn.sigstore.dev"


class Root(msgspec.Struct, frozen=True, kw_only=True):
    """The authorities, logs and clocks that are trusted."""

    place: str
    verifier: Any
    """The library's."""

    def certified(self, envelope: Envelope) -> Certified:
        """Who signed an envelope that came in a bundle. Raises Refused where nothing proves it."""
        from sigstore.models import Bundle  # noqa: PLC0415 - an extra

        try:
            bundle = Bundle.from_json(envelope.bundle)
            told = self.verifier.verify_dsse(bundle, _Whoever())
            times = self.verifier._establish_time(bundle)  # noqa: SLF001 - it tells nobody else
        except Exception as error:  # noqa: BLE001 - the library raises many kinds for strange bytes
            raise refused(error, envelope.bundle) from None
        if told != (envelope.payload_type, envelope.payload):
            raise Refused(MALFORMED, "two readers read two statements in it")
        when = max(one.time for one in times).astimezone(UTC)
        return certified(bundle.signing_certificate, when)


class _Whoever:
    """Who it was is judged by us, when it is known that the proof holds."""

    def verify(self, cert: object) -> None:
        """Refuses nobody."""


def needed() -> None:
    """Raises UsageError where the libraries are not installed."""
    try:
        import securesystemslib.dsse  # noqa: F401, PLC0415 - an extra
        import sigstore.verify  # noqa: F401, PLC0415 - an extra
    except ImportError:
        message = "identities are certified by Sigstore, which needs the extra `sigstore`"
        raise UsageError(message, "Install crenel[sigstore]") from None


def root(path: Path | None = None) -> Root:
    """The root in a file (trusted_root.json); the public instance's without. Raises UsageError."""
    needed()
    from sigstore.models import TrustedRoot  # noqa: PLC0415 - an extra
    from sigstore.verify import Verifier  # noqa: PLC0415 - an extra
    from sigstore_models.trustroot.v1 import TrustedRoot as Inner  # noqa: PLC0415 - an extra

    place = f"the root of {PUBLIC}" if path is None else str(path)
    data = _public() if path is None else read_bounded(path, "the trusted root")
    try:
        verifier = Verifier(trusted_root=TrustedRoot(Inner.from_json(data)))
    except Exception as error:  # noqa: BLE001 - the library raises many kinds for strange bytes
        message = f"{place} is no trusted root: {first_line(error)}"
        raise UsageError(message, "Name the trusted_root.json of a Sigstore instance") from None
    return Root(place=place, verifier=verifier)


def _public() -> bytes:
    """As the library's release has it: a newer one comes with a newer release."""
    from sigstore._utils import read_embedded  # noqa: PLC0415 - an extra

    return read_embedded("trusted_root.json", PUBLIC)


def read_bounded(path: Path, what: str) -> bytes:
    """The bytes of a file that somebody named; ``what`` says what it is. Raises UsageError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ROOT + 1)
    except OSError as error:
        raise UsageError(f"{what} {path} cannot be read: {error.strerror}") from None
    if len(data) > MAX_ROOT:
        raise UsageError(f"{path} has more than {MAX_ROOT:,} bytes", f"Is it {what}?")
    return data
