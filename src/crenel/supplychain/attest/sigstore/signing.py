"""Signing by an identity: the one that the surroundings prove, as pipelines do.

It uses the network: a certificate authority, a transparency log, perhaps a clock. What is written
into the log stays there for everybody to read: the identity, and the hashes of what it signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import UsageError
from crenel.supplychain.attest.envelope import Envelope, read
from crenel.supplychain.attest.refusal import Refused
from crenel.supplychain.attest.sigstore.identity import Certified
from crenel.supplychain.attest.sigstore.reasons import first_line
from crenel.supplychain.attest.sigstore.root import PUBLIC, Root, needed, read_bounded

_FRESH = "Are its services reachable, and the token fresh?"


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """An identity that signs."""

    signer: Any
    root: Root
    """What is signed is verified before it is written."""

    def signed(self, payload: bytes) -> tuple[Envelope, Certified]:
        """A statement in an envelope, and who signed it. Raises UsageError."""
        with _told("Sigstore does not sign", _FRESH):
            bundle = self.signer.sign_dsse(_statement(payload))
        try:
            envelope = read(bundle.to_json(), "the bundle")
            return envelope, self.root.certified(envelope)
        except Refused as refused:
            message = f"what Sigstore signed does not verify: {refused.reason}"
            raise UsageError(message, "Nothing was written") from None


def signing(config: Path | None, stack: ExitStack) -> Signing:
    """The identity of the surroundings, at an instance. Raises UsageError.

    ``config`` is a ClientTrustConfig in JSON; the public instance's is fetched without one.
    """
    needed()
    from sigstore.oidc import IdentityToken, detect_credential  # noqa: PLC0415 - an extra
    from sigstore.sign import SigningContext  # noqa: PLC0415 - an extra
    from sigstore.verify import Verifier  # noqa: PLC0415 - an extra

    trust = _config(config)
    with _told("this run cannot prove who it is", "Give it a fresh token for sigstore"):
        raw = detect_credential()
        token = IdentityToken(raw) if raw is not None else None
    if token is None:
        message = "no identity is at hand: nothing around this run proves who it is"
        do = "Run it in a pipeline that may ask for identity tokens, or sign with a --key"
        raise UsageError(message, do)
    with _told("Sigstore certifies nobody here", _FRESH):
        signer = stack.enter_context(SigningContext.from_trust_config(trust).signer(token))
        verifier = Verifier(trusted_root=trust.trusted_root)
    return Signing(signer=signer, root=Root(place=str(config or PUBLIC), verifier=verifier))


def _config(path: Path | None) -> Any:  # noqa: ANN401 - a type of an extra
    from sigstore.models import ClientTrustConfig  # noqa: PLC0415 - an extra

    if path is None:
        with _told("the public instance of Sigstore tells nothing", "Is the network there?"):
            return ClientTrustConfig.production()
    data = read_bounded(path, "the trust configuration")
    with _told(f"{path} tells no instance of Sigstore", "Name a ClientTrustConfig in JSON"):
        return ClientTrustConfig.from_json(data.decode("utf-8"))


def _statement(payload: bytes) -> Any:  # noqa: ANN401 - a type of an extra
    from sigstore.dsse import Statement  # noqa: PLC0415 - an extra

    class Said(Statement):
        """A statement as it is: the library's model knows six algorithms, in-toto any."""

        def __init__(self, contents: bytes) -> None:
            self._contents = contents

    return Said(payload)


@contextmanager
def _told(message: str, do: str) -> Iterator[None]:
    """What a library or a service does not do is told as a sentence."""
    try:
        yield
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - every service has errors of its own
        # Some say nothing themselves and were raised from what does.
        said = first_line(error) if str(error) else first_line(error.__cause__ or error)
        raise UsageError(f"{message}: {said}", do) from None
