"""``aws_iam_policy_document``: statements in blocks, documents that it begins with, and overrides.

Source: the data source's reference. Statements of ``source_policy_documents`` come first, then its
own; a later statement with the same ``sid`` takes an earlier one's place, and those of
``override_policy_documents`` come last and do the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.guard import Guard
from crenel.model.value import NOTHING, Absent, Known, Map, Value, known, mapping, sequence, where
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.values import joined, per_case
from crenel.readers.vocabulary.terraform.written import Written

_Found = list[tuple[str, Value]]
"""Statements, each with its ``sid`` (empty where it has none)."""


def policy_document(it: Written) -> Value:
    """The document that the data source makes."""
    found: _Found = []
    for path in ("source_json", "source_policy_documents"):
        _lay(found, _documents(it.listed(path)))
    _lay(found, (_own(guard, block) for guard, block in it.listed("statement").items()))
    for path in ("override_policy_documents", "override_json"):
        _lay(found, _documents(it.listed(path)))
    span = it.resource.properties.span or it.resource.origin.span
    version = it["version"].or_default("2012-10-17", "default of the data source")
    statements = sequence([one for _, one in found], span)
    return mapping({"Version": version, "Statement": statements}, span)


def _lay(found: _Found, more: Iterator[tuple[str, Value]]) -> None:
    for sid, statement in more:
        at = next((n for n, (name, _) in enumerate(found) if sid and name == sid), None)
        if at is None:
            found.append((sid, statement))
        else:
            found[at] = (sid, statement)


def _documents(values: Value) -> Iterator[tuple[str, Value]]:
    """The statements of documents; a document that is not known is a statement that is not."""
    for guard, item in values.items():
        for inner, document in embedded(item).cases():
            joined_guard = guard.conjoin(inner)
            if joined_guard is None or isinstance(document, Absent):
                continue
            for last, statement in document.get("Statement").items():
                whole = joined_guard.conjoin(last)
                if whole is not None:
                    yield statement.get("Sid").text(), where(whole, statement)


def _own(guard: Guard, block: Value) -> tuple[str, Value]:
    sid = block.get("sid").text() if isinstance(block, Map) else ""
    return sid, where(guard, per_case(block, statement_of))


def statement_of(block: Value) -> Value:
    """A statement block as JSON has it; one that is not known stays so."""
    if not isinstance(block, Map):
        return block
    return mapping(
        {
            "Sid": block.get("sid"),
            "Effect": block.get("effect").or_default("Allow", "default of the data source"),
            "Action": block.get("actions"),
            "NotAction": block.get("not_actions"),
            "Resource": block.get("resources"),
            "NotResource": block.get("not_resources"),
            "Principal": _principals(block.get("principals")),
            "NotPrincipal": _principals(block.get("not_principals")),
            "Condition": _conditions(block.get("condition").or_else(block.get("conditions"))),
        },
        block.span,
    )


def _principals(blocks: Value) -> Value:
    """``type`` and ``identifiers`` -> a map by type; everyone is ``*`` alone."""
    content: dict[str, Value] = {}
    for guard, block in blocks.items():
        kind, named = block.get("type"), block.get("identifiers")
        if not isinstance(kind, Known):
            return where(guard, block if not isinstance(block, Map) else kind)
        if kind.text() == "*":
            return where(guard, known("*", kind.span, kind.via))
        content[kind.text()] = joined(content.get(kind.text(), NOTHING), where(guard, named))
    return mapping(content, blocks.span) if content else NOTHING


def _conditions(blocks: Value) -> Value:
    """``test``, ``variable``, ``values`` -> operators over keys."""
    found: dict[str, dict[str, Value]] = {}
    span = blocks.span
    for guard, block in blocks.items():
        test, key = block.get("test"), block.get("variable")
        if not isinstance(test, Known):
            return where(guard, block if not isinstance(block, Map) else test)
        values = where(guard, block.get("values"))
        keys = found.setdefault(test.text(), {})
        keys[key.text()] = joined(keys.get(key.text(), NOTHING), values)
        span = span or block.span
    made = {operator: mapping(keys, span) for operator, keys in found.items()}
    return mapping(made, span) if made else NOTHING
