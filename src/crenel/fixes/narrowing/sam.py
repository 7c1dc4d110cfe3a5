"""``Policies`` of a function in SAM: policy templates where they fit, and statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crenel.fixes.editing.edit import Refused
from crenel.fixes.narrowing import cloudformation
from crenel.fixes.narrowing.fits import fitted
from crenel.fixes.narrowing.forms import document
from crenel.fixes.narrowing.idiom import Texts
from crenel.readers.text.tree import MapNode

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Case, Statement


def write(texts: Texts, case: Case, statements: Sequence[Statement] | None) -> None:
    """Writes ``Policies``; a ``Role`` goes, and SAM makes one for this function alone."""
    function = case.function
    at = (function.origin.file, function.origin.type, function.origin.logical_id)
    _leave_role(texts, case, at)
    templates, rest = fitted(statements or (), case.answer.grants.rows)
    policies = [*templates, *([document(rest)] if rest else [])]
    if policies:
        texts.put(at, ["Properties", "Policies"], policies)
    else:
        texts.take_out(at, ["Properties", "Policies"])


def write_role(texts: Texts, case: Case, statements: Sequence[Statement] | None) -> None:
    """Where a role is named: that role, or another one, as in CloudFormation. Raises Refused.

    A role that SAM makes may write logs and traces anywhere; one that is written out may do less.
    """
    function = case.function
    at = (function.origin.file, function.origin.type, function.origin.logical_id)
    if not _names_role(texts, at):
        raise Refused("SAM makes its role")
    cloudformation.write(texts, case, statements)


def _names_role(texts: Texts, at: tuple[str, str, str]) -> bool:
    _, place = texts.resource(*at)
    properties = place.get("Properties")
    return isinstance(properties, MapNode) and "Role" in properties.entries


def _leave_role(texts: Texts, case: Case, at: tuple[str, str, str]) -> None:
    identity = case.answer.grants.identity
    if not _names_role(texts, at):
        return
    if identity is not None and not identity.boundary.is_absent().certain:
        raise Refused("its role has a permissions boundary: give the function's own one, too")
    texts.take_out(at, ["Properties", "Role"])
