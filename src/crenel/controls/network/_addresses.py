"""Addresses of data stores in variables, and whether they ask for TLS.

Source: the connection documentation of PostgreSQL (libpq), MySQL, MongoDB, Redis, RabbitMQ and
JDBC. An address that says nothing is judged only where the scheme itself means no TLS.
"""

from __future__ import annotations

import re

from crenel.model.truth import Truth, truth, unknown
from crenel.model.value import Value
from crenel.pattern import Pattern

_ADDRESS = Pattern(
    r"(?:jdbc:)?(?P<scheme>postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|valkeys?|amqps?"
    r"|mqtts?|sqlserver|mssql)(?:\+\w+)?://(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN = frozenset({"redis", "valkey", "amqp", "mqtt", "mongodb"})
_OFF = Pattern(
    r"[?&;](?:sslmode=(?:disable|allow|prefer)|ssl-?mode=(?:disabled|preferred)|usessl=false"
    r"|ssl=(?:false|0)|tls=(?:false|0)|encrypt=(?:false|no|optional))\b",
    re.IGNORECASE,
)
_ON = Pattern(r"[?&;](?:ssl|tls)=(?:true|1)\b", re.IGNORECASE)
_LOCAL = Pattern(r"(?:[^@/]*@)?(?:localhost|127\.\d|\[?::1)", re.IGNORECASE)
_NAMED = Pattern(
    r"(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ)_(?:URL|URI|DSN)$",
    re.IGNORECASE,
)
_MODE = Pattern(r"(?:^|_)(?:PGSSLMODE|(?:DB|DATABASE|PG|POSTGRES)_SSL_?MODE)$", re.IGNORECASE)
_SWITCH = Pattern(
    r"(?:^|_)(?:DB|DATABASE|PG|POSTGRES|MYSQL|MONGO|REDIS)_(?:USE_)?(?:SSL|TLS)(?:_ENABLED)?$",
    re.IGNORECASE,
)


def in_clear(name: str, value: Value) -> Truth | None:
    """Is the store spoken to without TLS? None where the variable is about something else."""
    if _MODE.search(name):
        return value.equals("disable", "allow", "prefer", "disabled", "DISABLED")
    if _SWITCH.search(name):
        return value.is_false()
    found = _ADDRESS.match(value.text())
    if found is not None:
        return truth(_is_plain(found["scheme"].lower(), found["rest"]), value)
    if _NAMED.search(name) and value.known() is None and not any(value.refs()):
        return unknown(value)
    return None


def _is_plain(scheme: str, rest: str) -> bool:
    if _LOCAL.match(rest):
        return False
    return bool(_OFF.search(rest)) or (scheme in _PLAIN and not _ON.search(rest))
