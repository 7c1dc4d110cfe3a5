"""What else a REST API's properties add to its document."""

from __future__ import annotations

from crenel.model.value import Absent, Known, List, Map, Value, known, mapping
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import each, fields, maybe_written, with_entry

_RESPONSES = "x-amazon-apigateway-gateway-responses"
_BINARY = "x-amazon-apigateway-binary-media-types"
_ENDPOINT = "x-amazon-apigateway-endpoint-configuration"
_PREFIXES = {"Headers": "header.", "Paths": "path.", "QueryStrings": "querystring."}


def with_extras(maker: Maker, document: Map) -> Map:
    """Gateway responses, binary media types, models and the endpoint switch."""
    added: dict[str, Value] = {}
    responses = maker.get("GatewayResponses")
    if maybe_written(responses):
        made = {name: _response(maker, one) for _, name, one, _ in fields(responses)}
        added[_RESPONSES] = _merged(document.get(_RESPONSES), made, responses)
    media = maker.get("BinaryMediaTypes")
    if maybe_written(media):
        added[_BINARY] = media_types(media)
    models = maker.get("Models")
    if maybe_written(models):
        named = {name.lower(): one for _, name, one, _ in fields(models)}
        added["definitions"] = _merged(document.get("definitions"), named, models)
    return _with_endpoint(maker, document.merged(added) if added else document)


def media_types(given: Value) -> Value:
    """Media types, in which ``~1`` stands for a slash."""

    def one(leaf: Value) -> Value:
        if isinstance(leaf, List):
            elements = tuple(each(element, one) for element in leaf.elements)
            return List(elements=elements, span=leaf.span, via=leaf.via)
        if isinstance(leaf, Known) and "~1" in leaf.text():
            return known(leaf.text().replace("~1", "/"), leaf.span, leaf.via)
        return leaf

    return each(given, one)


def _merged(given: Value, made: dict[str, Value], source: Value) -> Value:
    if isinstance(given, Map):
        return given.merged(made)
    return mapping(made, source.span, source.via)


def _response(maker: Maker, response: Value) -> Value:
    parameters = {
        f"gatewayresponse.{prefix}{key}": one
        for kind, prefix in _PREFIXES.items()
        for _, key, one, _ in fields(response.at("ResponseParameters", kind))
    }
    templates = response.get("ResponseTemplates")
    content = {
        "responseParameters": parameters,
        "responseTemplates": {} if isinstance(templates, Absent) else templates,
        "statusCode": response.get("StatusCode"),
    }
    return maker.value(content)


def _with_endpoint(maker: Maker, document: Map) -> Map:
    switch = maker.get("DisableExecuteApiEndpoint")
    if isinstance(switch, Absent):
        return document
    if document.get("openapi").text().startswith("3"):
        return document.merged({"servers": with_switch(maker, document.get("servers"), switch)})
    return document.merged({_ENDPOINT: _switched(maker, document.get(_ENDPOINT), switch)})


def with_switch(maker: Maker, servers: Value, switch: Value) -> Value:
    """``servers`` with the endpoint switched on or off in each."""

    def server(leaf: Value) -> Value:
        return with_entry(leaf, _ENDPOINT, lambda given: _switched(maker, given, switch))

    if not isinstance(servers, List) or not servers.elements:
        return maker.value([{_ENDPOINT: {"disableExecuteApiEndpoint": switch}}])
    elements = tuple(server(one) for one in servers.elements)
    return List(elements=elements, span=servers.span, via=servers.via)


def _switched(maker: Maker, given: Value, switch: Value) -> Value:
    if isinstance(given, Map):
        return given.merged({"disableExecuteApiEndpoint": switch})
    return maker.value({"disableExecuteApiEndpoint": switch})
