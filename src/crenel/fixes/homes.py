"""Where a resource stands in its file, by the type that a person wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from crenel.fixes.editing.edit import Refused
from crenel.fixes.editing.tree import TreeText
from crenel.readers.text.tree import ListNode, MapNode, Node

Home = Callable[[TreeText, str], Iterator[Node | None]]


def home(text: TreeText, kind: str, logical_id: str) -> MapNode:
    """The map that a recipe's paths begin in. Raises Refused where it is not found."""
    places = _HOMES.get(kind.partition("::")[0], _resource)
    if kind.startswith("aws_"):
        return _of_terraform(text, kind, logical_id)
    for node in places(text, logical_id):
        if isinstance(node, MapNode):
            return node
    raise Refused(f"{logical_id} was not found in it")


def _of_terraform(text: TreeText, kind: str, name: str) -> MapNode:
    """A resource of Terraform in its JSON form."""
    node = text.at("resource", kind, name)
    if not isinstance(node, MapNode):
        raise Refused(f"{kind}.{name} was not found in it")
    return node


def _resource(text: TreeText, name: str) -> Iterator[Node | None]:
    """A resource of CloudFormation, in a template or in a service's ``resources``."""
    yield text.at("Resources", name)
    held = text.at("resources")
    for one in held.items if isinstance(held, ListNode) else [held]:
        inner = one.get("Resources") if isinstance(one, MapNode) else None
        yield inner.get(name) if isinstance(inner, MapNode) else None


def _of_service(text: TreeText, name: str) -> Iterator[Node | None]:
    yield text.at("functions", name)
    held = text.at("functions")
    for one in held.items if isinstance(held, ListNode) else []:
        yield one.get(name) if isinstance(one, MapNode) else None


def _parameter(text: TreeText, name: str) -> Iterator[Node | None]:
    yield text.at("Parameters", name)


_HOMES: dict[str, Home] = {"Serverless": _of_service, "Parameter": _parameter}
"""The first word of a type -> where things of such types stand; resources otherwise."""
