"""Kinds of values that are no secrets, whatever the name that holds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from crenel.pattern import Pattern
from crenel.secrets.judgement.rarity import entropy, rarity
from crenel.secrets.structure.nkey import is_public

_MARKS = Pattern(
    r"change.?(?:me|it|this)|replace.?(?:me|this|with)|todo\b|tbd\b|fixme|placeholder|dummy|example|sample"
    r"|redacted|to.?be|not.?set|foo|bar$|bazbat|blah|1234567|0123|qwerty|deadbeef|cafebabe|lorem|hunter2|asdf"
    r"|sup(?:er)?.?secret|secret.?key|your[_\- ]|[_-]here$|<[^>]*>|\*{3,}|\.{3}"
)
"""Anywhere in a text in lower case. Each begins with a letter of its own, which is quick."""
_BEGINS = Pattern(
    r"your|\[.*\]$|insert|fill|n/?a$|(?:none|null|nil|undefined|default|empty|unset|void)$|…"
    r"|my[_\- ]?(?:secret|password|pass|token|key|api)|some(?:new|secret|value|random)"
    r"|(?:some|any|the|put|enter|add|use)[_\- ]"
    r"|abc|test|fake|mock|stub|invalid|wrong|bad|bogus|dev$|secret$|s3cr3t$|pass|x+$"
    r"|(?:access|api|auth|bearer|jwt|csrf|refresh|id)?[_-]?(?:token|key|secret|password)s?\d*$"
)
_AGAIN = Pattern(r"(.)\1{4}")
_REFERENCE = Pattern(
    r"^(?:\$|\{|<|\\\$|%[A-Za-z_]\w*%$|@[A-Za-z_][\w.]*$|[&*][A-Za-z_]\w*$|#\{|arn:|!(?:Ref|Sub|GetAtt"
    r"|Join|If|Select|FindInMap|ImportValue)|ref:|vault:|ssm:|env[:.(\[]|secret://|op://|awskms:"
    r"|projects/|process\.|os\.|self\.|this\.|config\.|params?[.\[]|args?[.\[]|data\.|var\.|local\."
    r"|module\.|settings\.|options?\.|req\.|request\.|ctx\.|getenv|ENV\b|new |await |function|lambda"
    r"|return |func\b|not |if |awssecret|gcpsecret|keyvault|azurekeyvault|base64:$)",
    re.IGNORECASE,
)
_HOLE = Pattern(
    r"\$\{|\{\{|#\{|<%|%\(|\$\(|\$\[|%[sdvqxr]\b|%[sdvq]$|^%|\{\w*\}|\"\s*[+.]|\+\s*\"|\$[A-Za-z_]\w*"
)
_PLACE = Pattern(
    r"^(?:[a-z][a-z0-9+.-]*:)?//|^(?:\.{0,2}/)[\w./@:*-]*$|^~/|^[\w.-]+(?:/[\w.-]+)*/$|^[a-zA-Z]:\\|^/[\w.-]+(?:/|$)"
    r"|^[\w./\\ -]+\.(?:json|pem|key|crt|cer|pub|txt|ya?ml|env|html?|jsx?|tsx?|py|go|rb|java|php|cs|com"
    r"|net|org|io|md|cfg|conf|ini|properties|xml|toml|sh|p12|pfx|jks|png|svg|css|local|test|example|zip|gz|jar|war|whl)$"
    r"|^[\w.+-]+@[\w-]+\.[\w.-]+$|^\w+(?:\.\w+)+\(|^(?:\d{1,3}\.){3}\d{1,3}",
    re.IGNORECASE,
)
_PLAIN = Pattern(
    r"^(?:true|false|yes|no|on|off|y|n|auto|required|optional|enabled?|disabled?|bearer|basic|digest"
    r"|string|str|text|varchar|char|int(?:eger)?|number|bool(?:ean)?|bytes?|object|array|hidden"
    r"|password|hs256|rs256|sha\d*|md5|aes\S*|utf-?8|-?\d{1,5}(?:\.\d+)?|\W+)$",
    re.IGNORECASE,
)
_DATE = Pattern(
    r"^\d{4}-\d\d-\d\d(?:[T ].*)?$|^0x[0-9a-f]{1,16}$|^\d+(?:ms|s|m|h|d|px|em|rem|kb|mb|gb|%)$",
    re.IGNORECASE,
)
_VERSION = Pattern(
    r"^(?:npm:[\w@/.-]*?@?|workspace:)?[\^~>=<]*v?\d+\.\d+(?:\.\d+)*(?:[-+][\w.+-]*)?$|^(?:workspace|patch|portal):"
)
_AWS_ID = Pattern(r"^A[BGIKNPRS][A-Z]{2}[A-Z0-9]{16,17}$")
"""A key's, a role's, a user's: real key ids have a detector of their own."""
_INTEGRITY = Pattern(r"^(?:sha(?:1|256|384|512)[-:]|md5[-:]|\$2[aby]\$|\$6\$|\$5\$|\$1\$|\{SSHA\})")
_CODE = Pattern(
    r"[\w\])]\(|\)\s*[;,.]?$|^\w+\[|=>|->|::|&&|\|\||==[^=]|^[\w.]+\.\w+\(|;\s|\\[wdsbS]\b|\[\^|\]\+"
)
_IDENTIFIER = Pattern(r"^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\?\.)[A-Za-z_$][\w$]*)+$")
_PUBLIC = Pattern(
    r"^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2|-----BEGIN (?:PUBLIC|CERT)|MII[BC]Ij|pk_|sb_publishable_)"
)
_ENCRYPTED = Pattern(
    r"^(?:U2FsdGVkX1|A[QE]ICAH|ENC\[|\$ANSIBLE_VAULT|gAAAAAB|vault:v\d+:|enc:|\{cipher\})"
)
"""OpenSSL's, KMS's, sops', Ansible's, Fernet's, Vault's, Spring's: with no key, noise."""
_SPACES = 2
_SALT, _NOISE, _UNUSUAL, _SYMBOLS = 45, 5.0, 5.0, 8
_SENTENCE = Pattern(r"[^\W\d_]+(?:['-][^\W\d_]+)?(?:,? [^\W\d_]+(?:['-][^\W\d_]+)?)+ ?[.?!:]?$")
_LETTER = Pattern(r"[^\W\d_a-zA-Z]")


@lru_cache(maxsize=4096)
def no_secret(value: str) -> str:
    """Which kind of text it is that no secret is; empty where none."""
    text = value.strip()
    if _is_salt(text):
        return ""
    found = next((what for what, pattern in _KINDS if pattern.search(text)), "")
    return found or next((what for what, is_one in _LATER if is_one(text)), "")


def _is_salt(text: str) -> bool:
    """So long, of so many different symbols and of no words: it only looks like code."""
    return (
        len(text) >= _SALT
        and len({one for one in text if not one.isalnum()}) >= _SYMBOLS
        and entropy(text) > _NOISE
        and rarity(text) > _UNUSUAL
    )


def _is_sentence(text: str) -> bool:
    return text.count(" ") > _SPACES or (" " in text and _SENTENCE.match(text) is not None)


def _is_foreign(text: str) -> bool:
    return not text.isascii() and _LETTER.search(text) is not None


_KINDS = (
    ("encrypted", _ENCRYPTED),
    ("a reference", _REFERENCE),
    ("a template", _HOLE),
    ("a place", _PLACE),
    ("a plain word", _PLAIN),
    ("a date or a size", _DATE),
    ("a hash", _INTEGRITY),
    ("a version", _VERSION),
    ("an id", _AWS_ID),
    ("public", _PUBLIC),
    ("code", _CODE),
    ("a name in code", _IDENTIFIER),
)


def is_placeholder(value: str) -> bool:
    """Does it only mark the place?"""
    text = value.strip().lower()
    return any(found(text) for found in (_BEGINS.match, _MARKS.search, _AGAIN.search))


_LATER: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("a placeholder", is_placeholder),
    ("public", is_public),
    ("a sentence", _is_sentence),
    ("a human language", _is_foreign),
)
