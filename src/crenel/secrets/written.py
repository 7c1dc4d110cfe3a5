"""Is a secret written in a value of the model? Told by its name, and by its text.

For whoever judges or mends an application; files are looked through by scan.py. Precision comes
first: where a text may be a name, a path, an address or a placeholder, it is no secret. A
placeholder (``changeme``, ``<your-token>``) leaks nothing; as a parameter's default it is a
working credential all the same, and the control of parameters counts it.
"""

from __future__ import annotations

import re

from crenel.model.provenance import How
from crenel.model.truth import FALSE, Truth, any_of, truth
from crenel.model.value import UnknownKind, Value
from crenel.pattern import Pattern
from crenel.secrets.values import credential_in


def words(text: str, separator: str | None = None) -> frozenset[str]:
    """The set of a text's words."""
    return frozenset(text.split(separator))


_WORD = Pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NOUNS = words(
    "apikey authtoken credential credentials passphrase passwd password pwd secret secretkey token"
    " accesstoken clientsecret privatekey"
)
_PAIRS = words(
    "access key,account key,api key,auth key,encryption key,hmac key,jwt key,master key,"
    "private key,secret key,shared key,signing key,storage key,db pass,database pass,smtp pass,"
    "mail pass,user pass,admin pass,root pass,redis pass,ftp pass",
    ",",
)
_TAILS = words(
    "value string text plain plaintext prod production dev test staging current new old default"
    " primary secondary"
)
_NOT_FIRST = words(
    "enable enabled use has is require with allow disable skip force max min num count total next"
    " page pagination continuation public generate rotate reset change kms cursor sync"
)
_NOT_BEFORE = words(
    "generate rotate reset create enable disable require use next page pagination continuation"
)
"""Wherever it stands: ``userpoolClientGenerateSecret`` is a switch."""
_PLACEHOLDER = Pattern(
    r"change.?(?:me|it|this)|replace.?(?:me|this|with)|your.|<.*>|\[.*\]|x{3,}|\*{3,}|todo\b|tbd\b"
    r"|fixme|placeholder|dummy|.*example|sample|redacted|insert.?|fill.?|to.?be.?|not.?set|n/?a\b|none"
    r"|null|undefined|default|empty|unset|\.{3}|\{.*\}|%.*%|@",
    re.IGNORECASE,
)
_MARK = Pattern(r"<.*>$|\[.*\]$|\*+$|x+$|\.+$|-+$|your\b|enter\b|none$|null$|n/a$", re.IGNORECASE)
_POINTER = Pattern(
    r"arn:|\{\{resolve:|\$\.|\$\{|[a-z][a-z0-9+.-]*://|/[\w.-]+(?:/[\w.-]+)*/?$|\.{1,2}/|alias/"
    r"|[\w./-]+\.(?:json|pem|key|crt|txt|ya?ml|env|html?|js|py|com|net|org|io)$",
    re.IGNORECASE,
)
_PATH = Pattern(r"[a-z][a-z0-9_.-]{0,31}(?:/[a-z0-9_.-]{1,32})+$")
_FLAG = Pattern(
    r"(?:true|false|yes|no|on|off|auto|required|optional|enabled?|disabled?|bearer|basic|jwt|oauth2?"
    r"|cognito|iam|authorization|x-api-key|header|cookie|password|token|secret|\d{0,7}|.{0,3})$",
    re.IGNORECASE,
)
_WORDS_ONLY = Pattern(r"[A-Za-z]+(?:[-_./ ][A-Za-z]+)+$")
_HOLE = Pattern(r"\$\{[^{}]*\}|\{\{resolve:[^{}]*\}\}")
_LOGIN = Pattern(r"://[^\s:/@]*:([^\s:/@${}<\0]+)@", re.IGNORECASE)
_OF_PARAMETER = "default of parameter "
"""How readers call a default that is written where a parameter is declared."""


def names_a_secret(name: str) -> bool:
    """Does a variable, parameter or key of this name hold a secret itself (not its name or ARN)?"""
    words = [word.lower() for word in _WORD.findall(name)]
    while words and (words[-1] in _TAILS or words[-1].isdigit()):
        words.pop()
    if not words or words[0] in _NOT_FIRST:
        return False
    if words[-2:-1] and words[-2] in _NOT_BEFORE:
        return False
    return words[-1] in _NOUNS or " ".join(words[-2:]) in _PAIRS


def looks_like_secret_value(text: str) -> bool:
    """Could this text, under a name that says secret, be the secret?"""
    text = text.strip()
    if carries_credentials(text):
        return True
    if any(pattern.match(text) for pattern in (_POINTER, _PATH, _FLAG)) or is_placeholder(text):
        return False
    return not (_WORDS_ONLY.match(text) and _speaks_of_a_secret(text))


def is_placeholder(text: str) -> bool:
    """Is it a text that only marks the place?"""
    return not text.strip() or _PLACEHOLDER.match(text.strip()) is not None


def carries_credentials(text: str) -> bool:
    """Is there a credential in the text whatever its name: a login in an address, a known shape?"""
    login = _LOGIN.search(_HOLE.sub("\0", text))
    if login is not None and not is_placeholder(login[1]):
        return True
    return bool(credential_in(_HOLE.sub("\n", text)))


def is_brought(value: Value) -> bool:
    """Does a parameter bring it? What ``${env:KEY, 'this'}`` falls back to is written here."""
    return value.via is not None and any(
        step.how is How.PARAMETER_GIVEN
        or (step.how is How.PARAMETER_DEFAULT and step.detail.startswith(_OF_PARAMETER))
        for step in value.via.chain()
    )


def written_secret(name: str, value: Value) -> Truth:
    """Is a secret written here? What parameters bring is not written here."""
    return any_of(_written(name, one).under(guard) for guard, one in value.cases())


def _written(name: str, value: Value) -> Truth:
    if is_brought(value):
        return FALSE
    named = names_a_secret(name)
    if value.known() is not None:
        looks = looks_like_secret_value if named else carries_credentials
        return value.test(lambda scalar: looks(str(scalar)))
    if carries_credentials(value.text()):
        return truth(True, value)
    return FALSE


def shows_a_secret(default: Value) -> Truth:
    """Could a parameter's default be the secret? Empty texts, pointers and bare marks are not.

    ``changeme`` works for whoever sets nothing; ``<your token>`` and ``***`` are no password.
    """
    if any(one.kind is UnknownKind.SECRET for one in default.unknowns()):
        return FALSE
    return default.test(
        lambda scalar: bool(str(scalar).strip()) and not _points(str(scalar).strip())
    )


def _points(text: str) -> bool:
    found = _POINTER.match(text) or _PATH.match(text) or _MARK.match(text)
    return found is not None and not carries_credentials(text)


def masked(name: str, _: Value) -> str:
    """The identity of a secret that is found: its name. A hash of a weak one could be guessed."""
    return name


def _speaks_of_a_secret(text: str) -> bool:
    return any(word.lower() in _NOUNS or word.lower() == "key" for word in _WORD.findall(text))
