"""The role of a function where both are written in one template, and what it must be allowed."""

from __future__ import annotations

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.lists import appending
from crenel.fixes.editing.tree import TreeText
from crenel.fixes.recipe import Grant
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

_PATH = ("Properties", "ManagedPolicyArns")


def granted(tree: TreeText, function: MapNode, grant: Grant) -> str:
    """The text in which the function's role has the policy, too.

    It stays as it is where the role is not written here, or speaks of the service already: then the
    recipe's note holds. Raises Refused where its policies are computed.
    """
    role = tree.at("Resources", _role_of(function))
    if not isinstance(role, MapNode) or _kind(role) != "AWS::IAM::Role":
        return tree.text
    if grant.unless.lower() in tree.text[role.start : role.end].lower():
        return tree.text
    try:
        return appending(tree, role, _PATH, grant.policy).on(tree.text)
    except Refused as problem:
        raise Refused(f"its role must get {grant.policy}: {problem}") from None


def _role_of(function: MapNode) -> str:
    """The logical id of the role; empty where it is none of this template."""
    properties = function.get("Properties")
    role = properties.get("Role") if isinstance(properties, MapNode) else None
    if isinstance(role, ScalarNode) and role.tag == "!GetAtt":
        return role.text.partition(".")[0]
    if isinstance(role, ListNode) and role.tag == "!GetAtt":
        return _first(role)
    asked = role.get("Fn::GetAtt") if isinstance(role, MapNode) else None
    if isinstance(asked, ScalarNode):
        return asked.text.partition(".")[0]
    return _first(asked) if isinstance(asked, ListNode) else ""


def _first(node: ListNode) -> str:
    first: Node | None = next(iter(node.items), None)
    return first.text if isinstance(first, ScalarNode) else ""


def _kind(resource: MapNode) -> str:
    node = resource.get("Type")
    return node.text if isinstance(node, ScalarNode) else ""
