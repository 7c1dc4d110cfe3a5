"""Secrets that a template does not write but brings in: references resolved by a deployment."""

from __future__ import annotations

import re

from crenel.analysis.knowledge import Knowledge
from crenel.model.entities import StackParameter
from crenel.model.truth import Truth, any_of, truth
from crenel.model.value import UnknownKind, Value
from crenel.secrets.written import names_a_secret, words

_DYNAMIC = re.compile(
    r"(?:\{\{resolve:|\$\{)(secretsmanager|ssm-secure|ssm):((?:\$\{[^{}]*\}|[^{}])*)\}"
)
_HARMLESS = words(
    "username user host hostname port dbname database engine endpoint url uri arn name"
    " dbinstanceidentifier dbclusteridentifier clientid client_id region"
)
_ATTRIBUTES = frozenset({"SecretAccessKey", "ClientSecret", "ApiKey", "SecretValue"})


def resolved_secret(name: str, value: Value) -> bool:
    """Does the value resolve a secret of a secret store, or a stored parameter named like one?"""
    return any(_is_secret(name, *found) for found in _DYNAMIC.findall(value.text()))


def made_secret(value: Value) -> bool:
    """Does the value read a secret that another resource makes: a client secret, an API key?"""
    return any(ref.attribute in _ATTRIBUTES for ref in value.refs())


def hidden_parameter(value: Value, app: Knowledge) -> Truth:
    """Does a parameter that is hidden (``NoEcho``) flow into the value?"""
    names = {one.name for one in value.unknowns() if one.kind is UnknownKind.PARAMETER}
    named = (one for one in app.all(StackParameter) if one.label in names)
    return any_of(one.no_echo.is_true() & truth(True, value) for one in named)


def inflow(name: str, value: Value, app: Knowledge) -> Truth:
    """Is a secret brought in here by one of the three ways?"""
    return any_of(_inflow(name, one, app).under(guard) for guard, one in value.cases())


def _inflow(name: str, value: Value, app: Knowledge) -> Truth:
    direct = resolved_secret(name, value) or made_secret(value)
    return truth(direct, value) | hidden_parameter(value, app)


def _is_secret(name: str, service: str, path: str) -> bool:
    if service == "ssm":
        return names_a_secret(name) or names_a_secret(path.partition(":")[0])
    parts = re.sub(r"\$\{[^}]*\}|arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:", "id", path).split(
        ":"
    )
    key = "".join(parts[2:3])
    return key.lower() not in _HARMLESS
