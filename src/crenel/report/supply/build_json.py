"""Schemas ``crenel.build/1`` (one artifact) and ``crenel.builds/1`` (a run)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from crenel import __version__
from crenel.model.verdict import Unread
from crenel.report.document import dumps
from crenel.supplychain.build.build import Built, Result
from crenel.supplychain.build.place import SCHEMA
from crenel.supplychain.build.plan import Answer
from crenel.supplychain.build.record import Record
from crenel.supplychain.build.refusal import Refused

RUN = "crenel.builds/1"

Json = dict[str, Any]


def record_json(record: Record) -> str:
    """The record that stands beside an artifact."""
    fields = msgspec.to_builtins(record)
    return dumps({"schema": SCHEMA, "crenel": __version__, **fields})


def builds_json(results: Sequence[Result], root: str, unread: Iterable[Unread]) -> str:
    """What a run built, and what it did not."""
    states = [state_of(one) for one in results]
    return dumps(
        {
            "schema": RUN,
            "crenel": __version__,
            "root": root,
            "counts": {one: states.count(one) for one in ("built", "refused", "skipped")},
            "functions": [_function(one) for one in results],
            "unread": [
                {"file": one.file, "line": one.line, "column": one.column, "reason": one.reason}
                for one in unread
            ],
        }
    )


def state_of(one: Result) -> str:
    """The word for how it ended."""
    if isinstance(one, Answer):
        return "skipped" if one.skipped else "refused"
    return "built"


def _function(one: Result) -> Json:
    told = {"address": one.address, "name": one.name, "state": state_of(one)}
    if isinstance(one, Answer):
        return {**told, "because": [_reason(one.refusal)], **_nothing()}
    return {**told, "because": [], **_artifact(one)}


def _reason(refusal: Refused) -> Json:
    return {
        "what": refusal.what,
        "do": refusal.do,
        "file": refusal.file,
        "line": refusal.line,
        "kind": refusal.kind.value,
    }


def _nothing() -> Json:
    words = ("folder", "artifact", "code_sha256", "content_digest")
    numbers = ("zipped", "unzipped", "libraries")
    return {**dict.fromkeys(words, ""), **dict.fromkeys(numbers, 0), "notes": []}


def _artifact(one: Built) -> Json:
    record = one.record
    return {
        "folder": one.folder,
        "artifact": record.outputs[0].name,
        "code_sha256": record.code_sha256,
        "content_digest": record.content_digest,
        "zipped": record.size.zipped,
        "unzipped": record.size.unzipped,
        "libraries": one.libraries,
        "notes": [note.message for note in record.notes],
    }
