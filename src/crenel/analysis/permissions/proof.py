"""Whether the smallest policy is enough and no more: proved by comparing policies, or why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from crenel.analysis.permissions.smallest import document_of, document_of_needs
from crenel.policy.comparing import compare
from crenel.policy.parsing import parse

if TYPE_CHECKING:
    from crenel.analysis.permissions.answer import Answer

_PLAIN = re.compile(r"<([^<>]*)>")
_SYMBOL = re.compile(r"\$\{(?!aws:)([^}]*)\}")


class Claim(msgspec.Struct, frozen=True):
    """One half of the proof."""

    proved: bool
    because: str = ""
    """Why it is not, or for what it is."""


class Proof(msgspec.Struct, frozen=True):
    """Needs within the policy, and the policy within what is granted today."""

    enough: Claim
    within: Claim


def prove(answer: Answer) -> Proof:
    """The proof for one function."""
    return Proof(_enough(answer), _within(answer))


def _enough(answer: Answer) -> Claim:
    bound = [need for need in answer.wanted if need.confidence.bound and not need.optional]
    loose = [need for need in answer.wanted if not need.confidence.bound and not need.optional]
    others = sorted({need.action for need in loose})
    if not answer.told:
        return Claim(False, "not all that the function needs is known")
    found = nothing_more(document_of_needs(bound), answer.policy)
    if found:
        return Claim(False, found)
    beside = f"; {', '.join(others)} stay as granted" if others and answer.grants.rows else ""
    return Claim(True, f"for every need whose resource is known{beside}" if others else "")


def _within(answer: Answer) -> Claim:
    if answer.grants.identity is None:
        return Claim(False, "there is no role to compare with")
    lacking = sorted({one.need.action for one in answer.judged.missing if one.certain})
    if lacking:
        return Claim(False, f"the role lacks {', '.join(lacking)}")
    if answer.unread:
        return Claim(False, answer.unread[0].text)
    found = nothing_more(answer.policy, document_of(answer.grants.rows))
    return Claim(not found, found)


def nothing_more(a: dict[str, Any], b: dict[str, Any]) -> str:
    """Empty where A allows nothing more than B, which is proved; else why not."""
    found = compare([parse(opaque(a))], [parse(opaque(b))])
    if found.allows_nothing_more:
        return ""
    if found.witness is not None and found.witness.allowed_by == "a":
        return f"{found.witness.action} on {found.witness.resource} is the difference"
    return found.because or "it could not be decided"


def opaque(document: dict[str, Any]) -> dict[str, Any]:
    """The policy with symbols as plain names: ``${Table}`` is no variable of IAM's."""
    statements = [
        {
            key: _plain(value) if key in {"Resource", "NotResource"} else value
            for key, value in statement.items()
        }
        for statement in document["Statement"]
    ]
    return {**document, "Statement": statements}


def symbols_back(text: str) -> str:
    """What a comparison says of plain names, with symbols again."""
    return _PLAIN.sub(r"${\1}", text)


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _SYMBOL.sub(r"<\1>", value)
