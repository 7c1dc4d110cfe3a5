"""``Cors`` of a REST API: an OPTIONS operation on every path."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value
from crenel.readers.sam.apis.route import ANY
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, each, maybe_written, word

_ALL = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
_REQUEST = '{\n  "statusCode" : 200\n}\n'


def cors_operation(maker: Maker, cors: Value, item: Map, *, modern: bool) -> Value:
    """The OPTIONS operation for a path."""
    given = cors if isinstance(cors, Map) else None
    origin = given.get("AllowOrigin") if given else cors
    headers: dict[str, tuple[Raw, str]] = {
        "Origin": (origin if maybe_written(origin) else "'*'", "string"),
        "Headers": (given.get("AllowHeaders") if given else None, "string"),
        "Methods": (_methods(given, item), "string"),
        "Credentials": (_credentials(given), "string"),
    }
    age = given.get("MaxAge") if given else None
    return maker.value(_operation(headers, age, modern=modern))


def _operation(
    headers: dict[str, tuple[Raw, str]], age: Value | None, *, modern: bool
) -> dict[str, Raw]:
    sent = {
        f"Access-Control-Allow-{name}": (value, kind)
        for name, (value, kind) in headers.items()
        if value is not None and not (isinstance(value, Value) and not maybe_written(value))
    }
    if age is not None and not isinstance(age, Absent):
        sent["Access-Control-Max-Age"] = (age, "integer")
    parameters = {f"method.response.header.{name}": value for name, (value, _) in sent.items()}
    answer = {
        "statusCode": "200",
        "responseParameters": parameters,
        "responseTemplates": {"application/json": "{}\n"},
    }
    kinds = {name: {"type": kind} for name, (_, kind) in sent.items()}
    described = {name: {"schema": kind} if modern else kind for name, kind in kinds.items()}
    types = {} if modern else {"consumes": ["application/json"], "produces": ["application/json"]}
    return {
        "summary": "CORS support",
        **types,
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": _REQUEST},
            "responses": {"default": answer},
        },
        "responses": {
            "200": {"description": "Default response for CORS method", "headers": described}
        },
    }


def _methods(given: Map | None, item: Map) -> Raw:
    own = given.get("AllowMethods") if given else None
    if own is not None and maybe_written(own):
        return own
    names = _ALL if ANY in item.content else {*(key.upper() for key in item.content), "OPTIONS"}
    return "'" + ",".join(sorted(names)) + "'"


def _credentials(given: Map | None) -> Raw:
    if given is None:
        return None
    return "'true'" if word(given.get("AllowCredentials")).lower() == "true" else None


def with_cors(maker: Maker, document: Map, cors: Value, *, modern: bool) -> Map:
    """The document with an OPTIONS operation on every path that has none."""
    paths = document.get("paths")
    if not isinstance(paths, Map):
        return document
    seen: set[str] = set()
    content: dict[str, Value] = {}
    for path, item in paths.content.items():
        normal = path if path == "/" else path.rstrip("/")
        content[path] = item if normal in seen else _with_options(maker, cors, item, modern=modern)
        seen.add(normal)
    return document.merged({"paths": paths.merged(content)})


def _with_options(maker: Maker, cors: Value, item: Value, *, modern: bool) -> Value:
    def added(leaf: Value) -> Value:
        if not isinstance(leaf, Map) or "options" in leaf.content:
            return leaf
        options = each(cors, lambda one: cors_operation(maker, one, leaf, modern=modern))
        return leaf.merged({"options": options})

    return each(item, added)
