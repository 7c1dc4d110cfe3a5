"""``ResourcePolicy`` of a REST API: which accounts, addresses and networks may call."""

from __future__ import annotations

from crenel.model.value import Value
from crenel.readers.sam.apis.route import ANY, permitted_path
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.roles.role import VERSION
from crenel.readers.sam.values import Raw, elements, maybe_written, word

_INVOKE = "execute-api:Invoke"


def statements_for(
    maker: Maker, policy: Value, path: str, methods: list[str], stage: Value | str
) -> list[Raw]:
    """The statements that a policy makes for one path."""
    name = stage if isinstance(stage, Value) else maker.known(stage)
    places = [_place(maker, method, path, name) for method in methods]
    made: list[Raw] = []
    for key, effect in (("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")):
        accounts = policy.get(key)
        if maybe_written(accounts):
            made.append(_statement(effect, places, {"AWS": _values(accounts)}))
    for key, test in (("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")):
        ranges = policy.get(key)
        if maybe_written(ranges):
            made += _denied(places, {test: {"aws:SourceIp": _values(ranges)}})
    for colour, test in (("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")):
        networks = _networks(policy, colour)
        if networks:
            made += _denied(places, {test: networks})
    return made


def custom_statements(policy: Value) -> list[Raw]:
    """``CustomStatements``."""
    return [one for _, _, one in elements(policy.get("CustomStatements"))]


def policy_document(maker: Maker, given: Value, made: list[Raw], *, single: bool) -> Value:
    """The policy with more statements, each once; SAM writes a single one without a list."""
    kept: list[Value] = [one for _, _, one in elements(given.get("Statement"))]
    texts = {one.text() for one in kept}
    for raw in made:
        value = maker.value(raw)
        if value.text() not in texts:
            texts.add(value.text())
            kept.append(value)
    statement: Raw = kept[0] if single and len(kept) == 1 else kept
    return maker.value({"Version": VERSION, "Statement": statement})


def _place(maker: Maker, method: str, path: str, stage: Value) -> Value:
    name = "*" if method.lower() in (ANY, "any") else method.upper()
    place = "execute-api:/${Stage}/" + name + _greedy(path)
    return maker.text(place, Stage=stage)


def _greedy(path: str) -> str:
    slash = "/" if path.endswith("/") and len(path) > 1 else ""
    return permitted_path(path) + slash


def _statement(effect: str, places: list[Value], principal: Raw) -> dict[str, Raw]:
    return {"Effect": effect, "Action": _INVOKE, "Resource": places, "Principal": principal}


def _denied(places: list[Value], condition: Raw) -> list[Raw]:
    deny = {**_statement("Deny", places, "*"), "Condition": condition}
    return [_statement("Allow", places, "*"), deny]


def _networks(policy: Value, colour: str) -> dict[str, list[Value]]:
    named = _values(policy.get(f"SourceVpc{colour}"))
    found = {
        "aws:SourceVpc": [
            *(one for one in named if word(one).startswith("vpc-")),
            *_values(policy.get(f"IntrinsicVpc{colour}")),
        ],
        "aws:SourceVpce": [
            *(one for one in named if word(one).startswith("vpce-")),
            *_values(policy.get(f"IntrinsicVpce{colour}")),
        ],
    }
    return {key: values for key, values in found.items() if values}


def _values(given: Value) -> list[Value]:
    return [one for _, _, one in elements(given)]
