"""``paths`` of an OpenAPI document, out of routes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from crenel.model.guard import ALWAYS, Guard
from crenel.model.value import Absent, Choice, Map, Value
from crenel.readers.sam.apis.route import INTEGRATION, Route
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import cases_of, each, under

_NOT_METHODS = frozenset({"summary", "description", "parameters", "servers", "$ref"})

Operation = Callable[[Route], Value]


Onto = Callable[[Map, Route], Value]
"""What a route adds to an operation that is there already."""


def with_routes(
    maker: Maker, paths: Value, routes: Iterable[Route], make: Operation, onto: Onto
) -> Value:
    """The paths with the operations of the routes."""
    content = dict(paths.content) if isinstance(paths, Map) else {}
    for route in routes:
        operation = make(route)
        item = content.get(route.path, Map(span=route.maker.span, via=route.maker.via))
        guard = ALWAYS if route.maker.guard == maker.guard else route.maker.guard

        def placed(
            leaf: Value, route: Route = route, operation: Value = operation, guard: Guard = guard
        ) -> Value:
            return _placed(leaf, route, operation, guard, onto)

        content[route.path] = each(item, placed)
    keys = paths.keys if isinstance(paths, Map) else {}
    span, via = (paths.span, paths.via) if isinstance(paths, Map) else (maker.span, maker.via)
    return Map(content=content, keys=keys, span=span, via=via)


def _placed(item: Value, route: Route, operation: Value, guard: Guard, onto: Onto) -> Value:
    if not isinstance(item, Map):
        return item
    taken = item.get(route.method)
    if isinstance(taken, Absent):
        return item.merged({route.method: under(guard, operation)})
    if isinstance(taken, Map) and INTEGRATION in taken.content:
        return item.merged({route.method: onto(taken, route)})
    return item.merged({route.method: _either(taken, guard, operation)})


def kept(operation: Map, route: Route) -> Value:
    """An operation that is there already stays; two events for it are a mistake."""
    route.maker.note(f"{route.method} {route.path} is answered already")
    return operation


def _either(taken: Value, guard: Guard, operation: Value) -> Value:
    """What is there already, and the operation where it is not."""
    if isinstance(taken, Map):
        return (
            under(guard, taken.merged(operation.content)) if isinstance(operation, Map) else taken
        )
    branches = []
    for outer, leaf in cases_of(taken):
        if not isinstance(leaf, Absent):
            branches.append((outer, leaf))
            continue
        for inner, one in cases_of(under(guard, operation)):
            joined = outer.conjoin(inner)
            if joined is not None:
                branches.append((joined, one))
    return Choice(branches=tuple(branches), span=operation.span)


def changed_operations(paths: Value, change: Callable[[str, str, Value], Value]) -> Value:
    """The paths with every operation changed: path, method, operation."""

    def item_changed(path: str) -> Callable[[Value], Value]:
        def one(leaf: Value) -> Value:
            if not isinstance(leaf, Map):
                return leaf
            made = {
                method: change(path, method, operation)
                for method, operation in leaf.content.items()
                if method not in _NOT_METHODS
            }
            return leaf.merged(made)

        return one

    def whole(leaf: Value) -> Value:
        if not isinstance(leaf, Map):
            return leaf
        return leaf.merged(
            {path: each(item, item_changed(path)) for path, item in leaf.content.items()}
        )

    return each(paths, whole)


def methods_of(paths: Value) -> Iterator[tuple[str, list[str]]]:
    """Every path with its methods."""
    if not isinstance(paths, Map):
        return
    for path, item in paths.content.items():
        methods: dict[str, None] = {}
        for _, leaf in cases_of(item):
            if isinstance(leaf, Map):
                methods.update(dict.fromkeys(leaf.content))
        yield path, list(methods)
