"""Terraform resources from a plain notation, in the layout that the evaluator makes.

``aws_sqs_queue.Orders: {...}``; a map under a block's name stands for one block, a list of maps
for several; ``${aws_sqs_queue.Orders.arn}`` is a reference, alone or in a text; what begins with
``$json`` is the argument of ``jsonencode``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crenel.model.resource import Origin, Resource
from crenel.model.source import Source, Span
from crenel.model.value import (
    NOTHING,
    Known,
    List,
    Ref,
    Text,
    Unknown,
    UnknownKind,
    Value,
    known,
    mapping,
    sequence,
)

SPAN = Span(Source("main.tf", "resource"), 0, 8)
_HOLE = re.compile(r"\$\{([^}]*)\}")
_META = ("lifecycle", "depends_on", "provider", "count", "for_each")


def resources(written: Mapping[str, Mapping[str, object]]) -> list[Resource]:
    """The resources of a notation, in its order."""
    return [resource(address, body) for address, body in written.items()]


def resource(address: str, body: Mapping[str, object]) -> Resource:
    """One resource; of a module call (``module.x`` with a ``source``), its inputs."""
    kind = _kind(address, body)
    arguments = {key: one for key, one in body.items() if key not in _META}
    meta = {key: one for key, one in body.items() if key in _META}
    return Resource(
        id=address,
        type=kind,
        properties=mapping({key: value(one) for key, one in arguments.items()}, SPAN),
        origin=Origin("main.tf", address, kind, SPAN),
        attributes=mapping({key: value(one) for key, one in meta.items()}),
    )


def _kind(address: str, body: Mapping[str, object]) -> str:
    if address.startswith("module."):
        return f"module:{body['source']}"
    return address.rpartition(".")[0]


def value(raw: object, *, block: bool = True) -> Value:
    """A value of the notation; maps are blocks unless they stand under ``$map`` or ``$json``."""
    if isinstance(raw, Mapping):
        for sign in ("$map", "$json"):
            if sign in raw:
                return value(raw[sign], block=False)
        made = mapping({key: value(one, block=block) for key, one in raw.items()}, SPAN)
        return sequence([made], SPAN) if block else made
    if isinstance(raw, list):
        return sequence([_element(one, block=block) for one in raw], SPAN)
    if isinstance(raw, str):
        return text(raw)
    return known(raw, SPAN) if isinstance(raw, int | float) else NOTHING


def _element(raw: object, *, block: bool) -> Value:
    made = value(raw, block=block)
    is_block = block and isinstance(raw, Mapping) and not {"$map", "$json"} & set(raw)
    return made.elements[0] if is_block and isinstance(made, List) else made


def text(raw: str) -> Value:
    """A text with its references; ``${var.x}`` is an unknown."""
    parts = _HOLE.split(raw)
    if len(parts) == 1:
        return known(raw, SPAN)
    segments: list[Known | Unknown | Ref] = []
    for number, part in enumerate(parts):
        if number % 2:
            segments.append(_hole(part))
        elif part:
            segments.append(Known(value=part, span=SPAN))
    return segments[0] if len(segments) == 1 else Text(segments=tuple(segments), span=SPAN)


def _hole(name: str) -> Unknown | Ref:
    if name.startswith("var."):
        return Unknown(kind=UnknownKind.PARAMETER, name=name[4:], span=SPAN)
    target, _, attribute = name.rpartition(".")
    return Ref(target=target, attribute=attribute, span=SPAN)
