"""Which resource a call is about: literal, template, wired, type, any, in this order.

It is never narrowed to a resource only because it is the only one in the stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crenel.analysis.permissions.names import Names, filled, last_part
from crenel.analysis.permissions.needs import Confidence, Filling, Need, loosest
from crenel.analysis.permissions.table import arn_of, resource_types, service_of
from crenel.code.facts import ArgumentKind
from crenel.model.value import NOTHING, Absent, Known, Value
from crenel.pattern import Pattern

if TYPE_CHECKING:
    from crenel.analysis.permissions.asks import Asked
    from crenel.analysis.permissions.wiring import Wiring
    from crenel.code.facts import Argument, Piece

_HOLE = Pattern(r"\$\{([^}]*)\}")
_DEFAULTS = {
    ("events", "EventBusName"): "default",
    ("athena", "WorkGroupName"): "primary",
    ("scheduler", "GroupName"): "default",
}
"""What is meant where a parameter is not given. Source: the API reference of each service."""
_BY_ID = Pattern(r"athena:(?:BatchGet|Get|Stop)Query(?:Execution|Results|RuntimeStatistics)\w*")
"""Actions that are asked on what the call does not name: the workgroup that a query ran in."""

_FORMAT = Pattern(r"%[sdif]|\{[^}]*\}")
"""Places in a text that are filled in later, by ``%`` or ``format``."""
_WHOLE_ARN = Pattern(r"^\$\{[^}]*arn\}$", re.IGNORECASE)
"""A parameter that by its name is an ARN."""
_MAX_TEXTS = 16
"""Values of one name; where there are more, it may be any."""
_MAX_TYPES = 2
"""Where an action has more required types than this, they are alternatives."""
_SOCKETS_PREFIX = "arn:aws:execute-api:*:*:"
_SOCKETS = _SOCKETS_PREFIX + "${ApiId}/*"
_CONNECTION_VERBS = {
    "posttoconnection": "POST",
    "getconnection": "GET",
    "deleteconnection": "DELETE",
}
_MODELS = ("arn:aws:bedrock:*::foundation-model/", "arn:aws:bedrock:*:*:inference-profile/")
_REGIONAL = Pattern(r"^(us|eu|apac|ap|global|us-gov|ca|jp|au|sa)\.")


class Binder:
    """Binds the calls of one function."""

    def __init__(self, names: Names, environment: Value | None, wiring: Wiring) -> None:
        self._names = names
        self._environment = environment
        """None: there is no template that could tell."""
        self._wiring = wiring

    def need(self, asked: Asked) -> Need:
        """The action of a call, on what it is about."""
        action = asked.ask.action
        resources, confidence = self._resources(asked)
        perhaps = "whether this call asks for it is not seen" if asked.unseen else ""
        place, optional = asked.call.span, asked.ask.optional
        return Need(action, resources, confidence, place, optional=optional, perhaps=perhaps)

    def _resources(self, asked: Asked) -> tuple[tuple[str, ...], Confidence]:
        prefix, _, _ = asked.ask.action.partition(":")
        kinds = self._kinds(asked, prefix)
        if asked.ask.action.startswith("bedrock:InvokeModel"):
            return self._models(asked)
        if asked.ask.action == "execute-api:ManageConnections":
            return self._connections(asked)
        if asked.ask.action == "sns:Publish" and asked.argument("PhoneNumber"):
            return ("*",), Confidence.ANY  # a text message has no topic
        if prefix == "apigateway":
            return ("arn:aws:apigateway:*::/*",), Confidence.TYPE
        if not kinds:
            return ("*",), Confidence.ANY
        found: list[str] = []
        worst = Confidence.LITERAL
        for kind in kinds:
            texts, confidence = self._of_type(asked, prefix, kind)
            found.extend(texts)
            worst = loosest((worst, confidence))
        return tuple(sorted(set(found))), worst

    def _kinds(self, asked: Asked, prefix: str) -> tuple[str, ...]:
        """The types of resource that the call is about."""
        required, others = resource_types(asked.ask.action)
        if asked.call.style in {"signed", "token"}:
            general = tuple(one for one in (*required, *others) if "general" in one)
            return general or required or tuple(sorted(others)[:1])
        if not required:
            return self._likeliest(asked, prefix, others)
        if len(required) > _MAX_TYPES:
            return self._likeliest(asked, prefix, required)
        own = {hole for kind in required for hole in _holes(prefix, kind)}
        for kind in others:
            more = [hole for hole in _holes(prefix, kind) if hole not in own]
            inside = any(arn_of(prefix, kind).startswith(arn_of(prefix, one)) for one in required)
            if inside and more and all(self._given(asked, hole) for hole in more):
                always = all(self._always(asked, hole) for hole in more)
                return (kind,) if always else (*required, kind)
        return required

    def _always(self, asked: Asked, hole: str) -> bool:
        """Is a parameter for the hole given whenever the call is made?"""
        given = [one for name in self._parameters(asked, hole) for one in asked.argument(name)]
        return any(not one.sometimes for one in given)

    def _likeliest(self, asked: Asked, prefix: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Of alternatives, the one whose names the call can give; the shortest of equals."""

        def rank(kind: str) -> tuple[int, int, int]:
            holes = _holes(prefix, kind)
            given = sum(self._given(asked, hole) for hole in holes)
            fillable = all(self._parameters(asked, hole) for hole in holes)
            return given, fillable, -len(arn_of(prefix, kind))

        best = max(kinds, key=rank, default=None)
        if best is None or not rank(best)[1]:
            return ()
        # An optional type is asked on only where the call names one.
        return (best,) if rank(best)[0] or asked.opaque() or self._has_default(prefix, best) else ()

    def _has_default(self, prefix: str, kind: str) -> bool:
        return any((prefix, hole) in _DEFAULTS for hole in _holes(prefix, kind))

    def _given(self, asked: Asked, hole: str) -> bool:
        return any(asked.argument(name) for name in self._parameters(asked, hole))

    def _parameters(self, asked: Asked, hole: str) -> list[str]:
        """The parameters that may fill a hole: those of the action's own service."""
        if asked.ask.parameter:
            return [asked.ask.parameter]
        own = asked.service.service.fill.get(hole)
        if own is not None:
            return own
        other = service_of(asked.ask.action.partition(":")[0])
        return other.service.fill.get(hole, []) if other is not None else []

    def _of_type(self, asked: Asked, prefix: str, kind: str) -> tuple[tuple[str, ...], Confidence]:
        """The ARNs of one type, and how the thing that contains the others is known."""
        arn = arn_of(prefix, kind)
        if asked.ask.parameter and asked.ask.action.startswith("s3:"):
            return self._elsewhere(asked, arn)
        columns = [self._fillings(asked, prefix, hole) for hole in _holes(prefix, kind)]
        columns[:1] = [[self._recognised(prefix, one) for one in column] for column in columns[:1]]
        if not columns:
            return (arn,), Confidence.ANY if arn == "*" else Confidence.TYPE
        first = columns[0]
        if all(not one.confidence.bound for one in first):
            return self._unbound(prefix, kind, arn)
        rest = [_beginning(column) for column in columns[1:]]
        texts = {self._made(prefix, arn, one, rest) for one in first}
        return tuple(texts), loosest(one.confidence for one in first)

    def _recognised(self, prefix: str, one: Filling) -> Filling:
        """A literal that is the name of a resource of the template is bound to that."""
        name = last_part(one.text) if prefix == "sqs" else one.text
        symbol = self._names.named(prefix, name.removeprefix("/"))
        bound = one.confidence is Confidence.LITERAL and symbol != name.removeprefix("/")
        return Filling(one.text, Confidence.TEMPLATE) if bound else one

    def _made(self, prefix: str, arn: str, one: Filling, rest: list[str]) -> str:
        """The ARN of one filling, which may be an ARN or a URL itself."""
        if one.text.startswith("arn:"):
            return self._of_arn(arn, self._names.normal(one.text))
        if _WHOLE_ARN.match(one.text):
            return self._of_arn(arn, one.text)
        name = last_part(one.text) if prefix == "sqs" else one.text
        if prefix == "ssm":
            name = name.removeprefix("/")
        if prefix == "secretsmanager" and "$" not in name and not name.endswith("*"):
            name = f"{self._names.named(prefix, name)}"
            name = name if "$" in name else f"{name}-??????"
        return filled(arn, self._names.named(prefix, name), *rest)

    def _connections(self, asked: Asked) -> tuple[tuple[str, ...], Confidence]:
        """Connections of a WebSocket API, by the verb of the operation."""
        verb = _CONNECTION_VERBS.get(str(asked.call.key), "*")
        (api,), confidence = self._unbound("execute-api", "execute-api-general", _SOCKETS)
        api = api.removeprefix(_SOCKETS_PREFIX).partition("/")[0]
        return (f"{_SOCKETS_PREFIX}{api}/*/{verb}/@connections/*",), confidence

    def _of_arn(self, template: str, text: str) -> str:
        """An ARN that was given whole; deeper types keep their ending."""
        wanted, got = template.count("/"), text.count("/")
        if template.startswith("arn:aws:s3:::") and "/" in template and "/" not in text:
            return f"{text}/*"
        if template.endswith("/*") and wanted > got:
            return f"{text}/*"
        return text

    def _elsewhere(self, asked: Asked, arn: str) -> tuple[tuple[str, ...], Confidence]:
        """An S3 object named by another service's parameter, or as ``bucket/key``."""
        found = self._alternatives(asked.argument(asked.ask.parameter))
        inner = self._alternatives(asked.argument(f"{asked.ask.parameter}.Bucket"))
        if inner:
            found = inner
        texts = [self._bucket(one) for one in found if one.confidence.bound]
        texts = [one for one in texts if one.strip("*")]
        if not texts:
            return self._unbound("s3", "object", arn)
        worst = loosest(one.confidence for one in found)
        return tuple(filled(arn, self._names.named("s3", one), "*") for one in texts), worst

    def _bucket(self, one: Filling) -> str:
        text = one.text.removeprefix("arn:aws:s3:::").removeprefix("/").removeprefix("s3://")
        return text.partition("/")[0]

    def _unbound(self, prefix: str, kind: str, arn: str) -> tuple[tuple[str, ...], Confidence]:
        wired = self._wiring.only(prefix, kind)
        if wired is not None:
            return (self._of_arn(arn, wired),), Confidence.WIRED
        return (filled(arn),), Confidence.ANY if arn == "*" else Confidence.TYPE

    def _models(self, asked: Asked) -> tuple[tuple[str, ...], Confidence]:
        """Models have ids of their own; a profile reaches its model in several regions."""
        found = self._alternatives(asked.argument("modelId"))
        bound = [one for one in found if one.confidence.bound]
        if not bound:
            return tuple(f"{one}*" for one in _MODELS), Confidence.TYPE
        texts: set[str] = set()
        for one in bound:
            if one.text.startswith("arn:"):
                texts.add(self._names.normal(one.text))
                continue
            profile = _REGIONAL.match(one.text)
            texts.add(_MODELS[0] + (one.text[profile.end() :] if profile else one.text))
            if profile:
                texts.add(_MODELS[1] + one.text)
        return tuple(sorted(texts)), loosest(one.confidence for one in found)

    # -- values ------------------------------------------------------------------------------

    def _fillings(self, asked: Asked, prefix: str, hole: str) -> list[Filling]:
        given = [one for name in self._parameters(asked, hole) for one in asked.argument(name)]
        if not given:
            default = _DEFAULTS.get((prefix, hole))
            unseen = any(map(asked.may_have, self._parameters(asked, hole)))
            by_id = _BY_ID.fullmatch(asked.ask.action) is not None
            if default is not None and not unseen and not by_id and not asked.opaque():
                return [Filling(default, Confidence.LITERAL)]
            return [Filling("*", Confidence.TYPE)]
        return self._alternatives(given) or [Filling("*", Confidence.TYPE)]

    def _alternatives(self, given: list[Argument]) -> list[Filling]:
        found = [
            filling
            for argument in given
            for pieces in argument.alternatives
            for filling in self._joined(pieces)
        ]
        named = [one for one in found if one.text]
        return list(dict.fromkeys(named))

    def _joined(self, pieces: tuple[Piece, ...]) -> list[Filling]:
        """The text of pieces, once for each value that an environment variable may have."""
        made = [Filling("", Confidence.LITERAL)]
        for piece in pieces:
            ends = self._piece(piece)
            made = [_after(one, end) for one in made for end in ends]
            if len(made) > _MAX_TEXTS:
                return [Filling("*", Confidence.TYPE)]
        return [self._told(one) for one in made]

    def _told(self, one: Filling) -> Filling:
        """A text of wildcards alone is no name; an empty one stands for a missing variable."""
        if one.text and not one.text.strip("*/"):
            return Filling("*", Confidence.TYPE)
        symbol = re.sub(r"\*{2,}", "*", one.text)
        return Filling(symbol, one.confidence)

    def _piece(self, piece: Piece) -> list[Filling]:
        if piece.kind is ArgumentKind.LITERAL:
            return [Filling(_FORMAT.sub("*", piece.text), Confidence.LITERAL)]
        if piece.kind is ArgumentKind.ENVIRONMENT:
            return self._variable(piece.text, piece.default)
        return self._wiring.event(piece.text) if piece.kind is ArgumentKind.EVENT else _NOT_KNOWN

    def _variable(self, name: str, default: str | None) -> list[Filling]:
        """What the template gives an environment variable; the code's default where it gives none.

        Without a template it may be either.
        """
        value = self._environment.get(name) if self._environment is not None else NOTHING
        found: list[Filling] = []
        for _, leaf in value.cases():
            if not isinstance(leaf, Absent):
                found.append(self._leaf(leaf))
            elif default:
                found.append(Filling(default, Confidence.LITERAL))
        if self._environment is None:
            found.extend(_NOT_KNOWN)
        return found or _platform(name) or _NOT_KNOWN

    def _leaf(self, leaf: Value) -> Filling:
        text = self._names.text(leaf)
        bound = isinstance(leaf, Known) or bool(text.strip("*"))
        return Filling(text, Confidence.TEMPLATE if bound else Confidence.TYPE)


_NOT_KNOWN = [Filling("*", Confidence.TYPE)]


def _after(before: Filling, end: Filling) -> Filling:
    """A text and what follows it. A name that begins with something known is bound to that."""
    if not before.text:
        return end
    better = before.confidence if before.confidence.bound else end.confidence
    if Confidence.TEMPLATE in (before.confidence, end.confidence):
        better = Confidence.TEMPLATE
    return Filling(before.text + end.text, better)


def _platform(name: str) -> list[Filling]:
    """Variables that Lambda sets itself."""
    return [Filling("*", Confidence.LITERAL)] if name in _SET_BY_LAMBDA else []


def _beginning(column: list[Filling]) -> str:
    """What follows the first name: as far as it is certain."""
    if len(column) != 1:
        return "*"
    known, star, _ = column[0].text.partition("*")
    return known + star


_SET_BY_LAMBDA = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_LAMBDA_FUNCTION_NAME"})


def _holes(prefix: str, kind: str) -> list[str]:
    return _HOLE.findall(arn_of(prefix, kind))
