"""``Functions`` and ``Resolvers`` of a GraphQL API."""

from __future__ import annotations

from collections.abc import Mapping

from crenel.model.value import NOTHING, Known, Map, Value, mapping
from crenel.readers.sam.locations import location_of
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, elements, fields, maybe_written, word

_PIPELINE = """
export function request(ctx) {
    return {};
}

export function response(ctx) {
    return ctx.prev.result;
}
"""


def add_functions(maker: Maker, sources: Mapping[str, Value]) -> dict[str, Value]:
    """The functions; by the name in the template, the id that AppSync knows."""
    ids: dict[str, Value] = {}
    for guard, name, function, span in fields(maker.get("Functions")):
        given = function.get("Id")
        if maybe_written(given):
            ids[name] = given
            continue
        place = span or function.span or maker.span
        scoped = maker.within(maker.base + name, place, guard)
        if scoped is None or not isinstance(function, Map):
            continue
        own = function.get("Name")
        properties: dict[str, Raw] = {
            "ApiId": maker.ref(attribute="ApiId"),
            "Name": own if maybe_written(own) else name,
            **_code(function, scoped),
            "DataSourceName": _source(maker, scoped, function.get("DataSource"), sources),
            "MaxBatchSize": function.get("MaxBatchSize"),
            "Description": function.get("Description"),
            "Runtime": _runtime(function),
            "SyncConfig": function.get("Sync"),
        }
        scoped.make("", "AWS::AppSync::FunctionConfiguration", properties)
        ids[name] = scoped.ref(attribute="FunctionId")
    return ids


def _source(api: Maker, maker: Maker, given: Value, sources: Mapping[str, Value]) -> Value:
    if not isinstance(given, Known):
        return given
    if word(given).lower() == "none":
        _add_none(api)
        return api.ref("NoneDataSource", "Name")
    if word(given) not in sources:
        maker.note(f"the API has no data source {word(given)}", given.span)
    return sources.get(word(given), given)


def _add_none(maker: Maker) -> None:
    identity = f"{maker.resource.id}NoneDataSource"
    if not maker.stack.first(identity, maker.guard):
        return
    properties: dict[str, Raw] = {
        "ApiId": maker.ref(attribute="ApiId"),
        "Name": f"{maker.base}NoneDataSource",
        "Type": "NONE",
    }
    maker.make("NoneDataSource", "AWS::AppSync::DataSource", properties)


def _code(given: Map, maker: Maker) -> dict[str, Raw]:
    if maybe_written(given.get("InlineCode")):
        return {"Code": given.get("InlineCode")}
    if maybe_written(given.get("CodeUri")):
        return {"CodeS3Location": location_of(maker, given.get("CodeUri"))}
    return {}


def _runtime(given: Map) -> Value:
    runtime = given.get("Runtime")
    if not maybe_written(runtime):
        return NOTHING
    content = {"Name": runtime.get("Name"), "RuntimeVersion": runtime.get("Version")}
    return mapping(content, runtime.span, runtime.via)


def add_resolvers(maker: Maker, functions: Mapping[str, Value]) -> None:
    """The resolvers, each a pipeline of functions."""
    for outer, kind, group, _ in fields(maker.get("Resolvers")):
        for inner, name, resolver, span in fields(group):
            guard = outer.conjoin(inner)
            place = span or resolver.span or maker.span
            base = maker.base + kind + name
            scoped = None if guard is None else maker.within(base, place, guard)
            if scoped is not None and isinstance(resolver, Map):
                _add(maker, scoped, (kind, name), resolver, functions)


def _add(
    api: Maker,
    maker: Maker,
    names: tuple[str, str],
    resolver: Map,
    functions: Mapping[str, Value],
) -> None:
    kind, name = names
    field = resolver.get("FieldName")
    code = _code(resolver, maker)
    runtime: Raw = _runtime(resolver)
    if not code:
        code = {"Code": _PIPELINE}
        runtime = {"Name": "APPSYNC_JS", "RuntimeVersion": "1.0.0"}
    pipeline = resolver.get("Pipeline")
    if not maybe_written(pipeline):
        maker.note(f"the resolver {name} needs a Pipeline", resolver.span)
    steps = [functions.get(word(one), one) for _, _, one in elements(pipeline)]
    properties: dict[str, Raw] = {
        "ApiId": api.ref(attribute="ApiId"),
        "TypeName": kind,
        "FieldName": field if maybe_written(field) else name,
        **code,
        "Runtime": runtime,
        "Kind": "PIPELINE",
        "PipelineConfig": {"Functions": steps},
        "CachingConfig": resolver.get("Caching"),
        "MaxBatchSize": resolver.get("MaxBatchSize"),
    }
    maker.make("", "AWS::AppSync::Resolver", properties)
