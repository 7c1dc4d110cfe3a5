"""Statements of a function of the Serverless Framework: its own where that can be, else the role's.

Source: Serverless Framework documentation, "IAM", and the plugin serverless-iam-roles-per-function.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.narrowing.forms import statement
from crenel.fixes.narrowing.idiom import Texts
from crenel.model.entities import Function
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Case, Statement

_PLUGIN = "serverless-iam-roles-per-function"
_OF_ROLE = ["iam", "role", "statements"]


def write(texts: Texts, case: Case, statements: Sequence[Statement] | None) -> None:
    """Writes the statements of the function, or of the provider where it has but one function."""
    origin = case.function.origin
    made = [statement(one, joined=True) for one in statements or ()]
    tree, body = texts.resource(origin.file, origin.type, origin.logical_id)
    if isinstance(body.get("role"), Node):
        raise Refused("it names a role: take it out, or narrow that role by hand")
    path = _path_of_function(tree, body)
    if path is not None:
        at = (origin.file, origin.type, origin.logical_id)
        texts.put(at, path, made)
        if "iamRoleStatementsInherit" in body.entries:
            texts.put(at, ["iamRoleStatementsInherit"], False)
        return
    if len(case.app.all(Function)) > 1:
        raise Refused(
            f"the functions of the service share a role: install the plugin {_PLUGIN}, add it to "
            "plugins, and run this again"
        )
    _of_provider(texts, origin.file, tree, made)


def _path_of_function(tree: TreeText, body: MapNode) -> list[str] | None:
    """Where the function's own statements stand; None where it can have none."""
    plugins = tree.at("plugins")
    listed = plugins.items if isinstance(plugins, ListNode) else []
    if any(isinstance(one, ScalarNode) and one.text == _PLUGIN for one in listed):
        return ["iamRoleStatements"]
    version = tree.at("frameworkVersion")
    fourth = isinstance(version, ScalarNode) and version.text.lstrip("^~>=v ").startswith("4")
    per_function = tree.at("provider", *_OF_ROLE[:2], "mode")
    chosen = isinstance(per_function, ScalarNode) and per_function.text == "perFunction"
    return list(_OF_ROLE) if "iam" in body.entries or fourth or chosen else None


def _of_provider(texts: Texts, file: str, tree: TreeText, made: list[dict[str, object]]) -> None:
    provider = tree.at("provider")
    if not isinstance(provider, MapNode):
        raise Refused(f"the provider is not written in {file}")
    old = "iamRoleStatements" in provider.entries
    path = ["iamRoleStatements"] if old else _OF_ROLE
    texts.edit(file, tree.putting(provider, path, made))
