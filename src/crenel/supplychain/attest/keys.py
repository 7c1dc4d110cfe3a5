"""Keys: public ones to trust, private ones to sign with, encrypted where they lie in a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from crenel.errors import UsageError

MAX_KEY = 64 * 1024
"""Bytes of a file with a key."""
KINDS = ("ed25519", "ecdsa-p256")
"""The kinds of new keys; more are verified."""
SHORTEST = 20
"""Characters of a passphrase: the library stretches it by 2,048 rounds of PBKDF2 and no more."""
_RSA = 2048
_SERVICE = re.compile(r"[a-z][a-z0-9]+:")
_IMPORTS = {"awskms": "AWSSigner", "gcpkms": "GCPSigner", "hv": "VaultSigner"}
"""Services that tell the public half of a key when they are asked."""

Passphrase = Callable[[], bytes]


class PublicKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key that signatures are checked with."""

    name: str
    keyid: str
    """As securesystemslib and in-toto compute it: a hint in envelopes, never more."""
    material: str
    """SHA-256 of the key itself (DER): what makes two files, or two key ids, one key."""
    kind: str
    pem: str = ""
    library: Any = None
    """The key of the library that verifies."""

    def verifies(self, signature: bytes, covered: bytes) -> bool:
        """Did the private half sign these bytes?"""
        from securesystemslib.exceptions import (  # noqa: PLC0415 - an extra
            UnverifiedSignatureError,
        )
        from securesystemslib.signer import Signature  # noqa: PLC0415 - an extra

        for one in (signature, *_as_der(signature, self.kind)):
            try:
                self.library.verify_signature(Signature(self.keyid, one.hex()), covered)
            except UnverifiedSignatureError:
                continue
            return True
        return False


def _as_der(signature: bytes, kind: str) -> list[bytes]:
    """An ECDSA signature that is r and s side by side, as DSSE's own example has it."""
    size = {"ecdsa-sha2-nistp256": 32}.get(kind, 0)
    if not size or len(signature) != 2 * size:
        return []
    from cryptography.hazmat.primitives.asymmetric.utils import (  # noqa: PLC0415 - an extra
        encode_dss_signature,
    )

    r, s = (int.from_bytes(half, "big") for half in (signature[:size], signature[size:]))
    return [encode_dss_signature(r, s)]


def needed() -> None:
    """Raises UsageError where the libraries that sign are not installed."""
    try:
        import cryptography  # noqa: F401, PLC0415 - an extra
        import securesystemslib.signer  # noqa: F401, PLC0415 - an extra
    except ImportError:
        message = "signing and verifying need the extra `attest`"
        raise UsageError(message, "Install crenel[attest]") from None


def public_key(path: Path, name: str = "") -> PublicKey:
    """The public key in a PEM file. Raises UsageError."""
    needed()
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra

    data = _bytes(path)
    if b"PRIVATE KEY" in data:
        raise UsageError(f"{path} is a private key", "Name its public half (.pub)")
    try:
        loaded = serialization.load_pem_public_key(data)
    except Exception as error:  # noqa: BLE001 - the library raises many kinds for strange bytes
        raise UsageError(f"{path} is no public key in PEM: {_first(error)}") from None
    return of_library(loaded, name or path.name, str(path))


def of_library(key: Any, name: str, place: str) -> PublicKey:  # noqa: ANN401 - a type of an extra
    """A key that the cryptography library holds. Raises UsageError for a kind that is too weak."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
    from securesystemslib.signer import SSlibKey  # noqa: PLC0415 - an extra

    bits = getattr(key, "key_size", None)
    if isinstance(bits, int) and hasattr(key, "public_numbers") and "RSA" in type(key).__name__:
        weak = bits < _RSA
        if weak:
            raise UsageError(f"{place} is an RSA key of {bits} bits", f"{_RSA} are the least")
    try:
        library = SSlibKey.from_crypto(key)
    except ValueError as error:
        raise UsageError(f"{place} is of a kind that is not supported: {error}") from None
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return PublicKey(
        name=name,
        keyid=library.keyid,
        material=hashlib.sha256(der).hexdigest(),
        kind=library.scheme,
        pem=pem_of(key),
        library=library,
    )


def new_key(kind: str, passphrase: bytes | None) -> tuple[str, str]:
    """The private and the public half of a new key, in PEM. Raises UsageError."""
    needed()
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519  # noqa: PLC0415 - an extra

    if passphrase is not None and len(passphrase) < SHORTEST:
        message = f"the passphrase has fewer than {SHORTEST} characters"
        raise UsageError(message, "Take some words that nobody puts together")
    made: Any = (
        ed25519.Ed25519PrivateKey.generate()
        if kind == "ed25519"
        else ec.generate_private_key(ec.SECP256R1())
    )
    encryption = (
        serialization.NoEncryption()
        if passphrase is None
        else serialization.BestAvailableEncryption(passphrase)
    )
    pem = serialization.Encoding.PEM
    private = made.private_bytes(pem, serialization.PrivateFormat.PKCS8, encryption)
    return private.decode(), pem_of(made.public_key())


def pem_of(key: Any) -> str:  # noqa: ANN401 - a type of an extra
    """A public key in PEM."""
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra

    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return str(key.public_bytes(serialization.Encoding.PEM, form).decode())


class SigningKey(msgspec.Struct, frozen=True, kw_only=True):
    """Something that signs, and the key that its signatures are checked with."""

    signer: Any
    public: PublicKey
    encrypted: bool = True
    """Was it encrypted where it lay? A service's key is."""

    def sign(self, covered: bytes) -> bytes:
        """The signature. Raises UsageError where a service gives none, or one that is wrong."""
        try:
            found = self.signer.sign(covered)
        except Exception as error:  # noqa: BLE001 - every service has errors of its own
            message = f"{self.public.name} does not sign: {_first(error)}"
            raise UsageError(message, "May you use the key?") from None
        signature = bytes.fromhex(found.signature)
        if not self.public.verifies(signature, covered):
            message = f"what {self.public.name} signed does not verify with its public half"
            raise UsageError(message, "Is the public half that of this key?")
        return signature


def signing_key(reference: str, passphrase: Passphrase, public: Path | None = None) -> SigningKey:
    """The key in a file, or in a service (``awskms:alias/release``). Raises UsageError."""
    needed()
    if _SERVICE.match(reference) and not Path(reference).exists():
        return _of_service(reference, public)
    return _of_file(Path(reference), passphrase)


def _of_file(path: Path, passphrase: Passphrase) -> SigningKey:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra
    from securesystemslib.signer import CryptoSigner  # noqa: PLC0415 - an extra

    data = _bytes(path)
    if b"PRIVATE KEY" not in data:
        raise UsageError(f"{path} is no private key in PEM", "Make one with `crenel keys new`")
    encrypted = b"ENCRYPTED" in data
    try:
        word = passphrase() if encrypted else None
        loaded = serialization.load_pem_private_key(data, word)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - the library raises many kinds for strange bytes
        do = "Is the passphrase right?" if encrypted else ""
        raise UsageError(f"{path} cannot be opened: {_first(error)}", do) from None
    key = of_library(loaded.public_key(), path.name, str(path))
    return SigningKey(signer=CryptoSigner(loaded, key.library), public=key, encrypted=encrypted)


def _of_service(reference: str, public: Path | None) -> SigningKey:
    from securesystemslib import signer as library  # noqa: PLC0415 - an extra

    scheme = reference.partition(":")[0]
    if scheme == "file2" or scheme not in library.SIGNER_FOR_URI_SCHEME:
        known = ", ".join(sorted(set(library.SIGNER_FOR_URI_SCHEME) - {"file2"}))
        raise UsageError(f"there is no key service {scheme!r}", f"Known: {known}, or a file")
    try:
        if public is not None:
            key = public_key(public, reference)
            uri = reference
        else:
            uri, told = _asked(library, scheme, reference.partition(":")[2])
            key = of_library(told._crypto_key(), reference, reference)  # noqa: SLF001 - no other way
        return SigningKey(signer=library.Signer.from_priv_key_uri(uri, key.library), public=key)
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - every service has errors of its own
        message = f"{reference} cannot be used: {_first(error)}"
        raise UsageError(message, "Are its library installed and your credentials valid?") from None


def _asked(library: Any, scheme: str, name: str) -> tuple[str, Any]:  # noqa: ANN401 - an extra's
    if scheme not in _IMPORTS:
        message = f"{scheme} is not asked for the public half of a key"
        raise UsageError(message, "Give it with --public-key FILE")
    uri, key = getattr(library, _IMPORTS[scheme]).import_(name)
    return str(uri), key


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_KEY + 1)
    except OSError as error:
        raise UsageError(f"the key {path} cannot be read: {error.strerror}") from None
    if len(data) > MAX_KEY:
        raise UsageError(f"{path} has more than {MAX_KEY:,} bytes", "Is it a key?")
    return data


def _first(error: Exception) -> str:
    """The first line of what went wrong, without what a library adds for developers."""
    lines = str(error).splitlines()
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")
