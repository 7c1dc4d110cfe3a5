"""What the name of a variable, key or parameter says of the value that it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from crenel.secrets.text import words

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


class Holds(StrEnum):
    """What a name promises; the value names the generic detector."""

    PASSWORD = "generic-password"  # noqa: S105 - the name of a detector
    SECRET = "generic-secret"  # noqa: S105 - the name of a detector
    TOKEN = "generic-token"  # noqa: S105 - the name of a detector
    KEY = "generic-key"
    CREDENTIAL = "generic-credential"
    SALT = "generic-salt"
    NOTHING = ""


_PASSWORD = words("password passwd pwd passphrase passcode pass passwords psw passwort pword pw")
_KEYS = words(
    "api access private secret signing encryption auth master account shared storage hmac jwt ssh"
    " license licence client app application service server cipher crypt aes des rsa session"
    " cookie consumer subscription host deploy integration security webhook decrypt encrypt sas"
    " n admin user test aws hash signature sign rc4 psk preshared"
    " merchant transaction gateway payment"
)
_ABOUT = words(
    "name names arn url uri path paths file files filename length len type types kind field fields"
    " label hint placeholder policy expiry expires expire expiration ttl age max min size count"
    " regex regexp pattern prefix suffix format error errors message msg title description desc"
    " column input form param params parameter parameters header headers location endpoint issuer"
    " audience scope scopes algorithm alg algo version manager provider service store class factory"
    " handler helper util utils required enabled disabled valid invalid strength mask encoder"
    " expired created updated at time date ref reference selector usage ids list map set count"
    " function func method reader writer source sources bundle ring rotation index idx code codes"
    " pair pairs space schema model table event action mode option options settings config prompt"
    " generator validator validation comparison bucket region vault address addresses is lifetime"
    " timeout limit interval attempts retries hash hashed digest fingerprint thumbprint checksum"
    " characters chars chars symbol symbols separator delimiter word words env var variable"
    " variables usages count owner group alias aliases template exists status state change"
    " changed reset forgot request response callback grant validity duration ago link page view"
    " id identifier user username bearer txt tooltip"
    " again command cmd icon button panel tab dialog modal screen component row"
)
_NOT_ITSELF = words("hashed encrypted wrapped redacted masked mock mocked fake dummy stub stubbed")
"""A secret that is called so is not readable there, or is none."""
_ASKING = words("get find fetch load list delete remove lookup query select exists check is has")
_NO_KEY = words(
    "public result input output websocket socket patient primary"
    " foreign partition sort hash range cache row object dict map unique index"
    " composite registry config translation i18n locale arrow enter shortcut hot up down left right"
    " mon don tur websocket 3 recv publishable anon"
)
_NO_TOKEN = words(
    "request next page continuation forward backward action idempotency xsrf csrf sync cancellation"
    " client postman pagination resume position scroll lexer parser invite start end string comment"
)
_TAILS = words(
    "value string text plain plaintext prod production dev test staging current new old default"
    " primary secondary base base64 b64 hex raw env live sandbox main local"
)
_NOT_FIRST = words(
    "label mandatory forgot forgotten reset hint"
    " enable enabled use has is require with allow disable skip force no num total"
)


@lru_cache(maxsize=16384)
def holds(name: str) -> Holds:
    """What a value under this name would be; nothing where the name speaks *about* a secret."""
    said = [word.lower() for word in _WORD.findall(name)]
    if not said or said[0] in _NOT_FIRST or said[-2:] == ["return", "value"]:
        return Holds.NOTHING
    at, what = _noun(said)
    after = said[at + 1 :]
    if _NOT_ITSELF.intersection(said[:at]):
        return Holds.NOTHING
    if what is Holds.KEY and not all(word in _TAILS or word.isdigit() for word in after):
        return Holds.NOTHING
    return Holds.NOTHING if any(word in _ABOUT for word in after) else what


def _noun(said: list[str]) -> tuple[int, Holds]:
    """The last word that names a secret, and which kind."""
    for at in range(len(said) - 1, -1, -1):
        what = _word(said, at)
        if what is not Holds.NOTHING:
            return at, what
    return 0, Holds.NOTHING


def _word(said: list[str], at: int) -> Holds:
    word, before = said[at], said[at - 1] if at else ""
    return next((what for what, fits in _KINDS if fits(word, before)), Holds.NOTHING)


def _is_token(word: str, before: str) -> bool:
    whole = word in {"token", "tokens"}
    return (whole and before not in _NO_TOKEN) or (
        word.endswith("token") and not whole and word != "jsonwebtoken"
    )


def _is_key(word: str, before: str) -> bool:
    glued = word.endswith("apikey") or word in {"nkey", "accesskey", "secretkey", "privatekey"}
    return glued or (word in {"key", "keys"} and before not in _NO_KEY)


def _is_credential(word: str, _: str) -> bool:
    if word in {"auth", "authorization", "sid"}:
        return True
    return word.startswith("cred") and not word.startswith(("credit", "credib", "credo"))


_GLUED = ("password", "passwd", "passphrase", "pwd")
_KINDS: tuple[tuple[Holds, Callable[[str, str], bool]], ...] = (
    (Holds.PASSWORD, lambda word, _: word in _PASSWORD or word.endswith(_GLUED)),
    (Holds.SECRET, lambda word, _: "secret" in word),
    (Holds.TOKEN, _is_token),
    (Holds.KEY, _is_key),
    (Holds.CREDENTIAL, _is_credential),
    (Holds.SALT, lambda word, _: word in {"salt", "nonce"}),
)


@lru_cache(maxsize=16384)
def asks(name: str) -> bool:
    """Is it the name of a function that asks for a secret: what it takes is another thing's id?"""
    said = _WORD.findall(name.rpartition(".")[2])
    return len(said) > 1 and said[0].lower() in _ASKING


@lru_cache(maxsize=16384)
def is_qualified(name: str) -> bool:
    """Does a word before ``key`` say what it is the key of, and is that no door (``orderKey``)?"""
    said = _WORD.findall(name)
    return len(said) > 1 and not says_much(name)


@lru_cache(maxsize=16384)
def says_much(name: str) -> bool:
    """Does the name leave little doubt (``api_key``), or could it be anything (``key``)?"""
    said = [word.lower() for word in _WORD.findall(name)]
    if len(said) > 1 and said[-1] in {"key", "keys"}:
        return said[-2] in _KEYS
    return bool(said) and said[-1] not in {"key", "keys", "auth", "salt", "nonce", "sid"}
