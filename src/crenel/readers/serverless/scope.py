"""The names of one service: CloudFormation's in ``resources``, and the framework's variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property

import msgspec

from crenel.errors import ReadProblem
from crenel.model.provenance import How, Step
from crenel.model.source import Source, Span
from crenel.model.value import (
    NOTHING,
    Absent,
    List,
    Map,
    Unknown,
    UnknownKind,
    Value,
    known,
)
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import Template
from crenel.readers.root import Root, folder_of, join
from crenel.readers.serverless.compose import Composed, compositions
from crenel.readers.serverless.recognise import Service
from crenel.readers.serverless.stages import DEFAULT_STAGE
from crenel.readers.serverless.variables.resolver import MAX_DEPTH, ServiceResolver
from crenel.readers.serverless.variables.syntax import Variable, source_of
from crenel.readers.serverless.variables.variables import Variables
from crenel.readers.text.tree import MapNode, Node, ScalarNode

_READABLE = (".yml", ".yaml", ".json")
_PROGRAMS = (".js", ".cjs", ".mjs", ".ts")


class ServiceScope(Scope):
    """The names of a service. Its template is what ``resources`` holds."""

    def __init__(self, service: Service, environment: Environment, root: Root) -> None:
        self.service = service
        self.owners: dict[int, ServiceResolver] = {}
        """Nodes that stand in other files -> who resolves them."""
        self.nodes: dict[int, tuple[ServiceResolver, Node, Value]] = {}
        """Lists and maps by identity -> the nodes that they were."""
        self.variables = Variables(self)
        self._active: list[int] = []
        self._cycles: set[int] = set()
        self._forced: dict[int, Value] = {}
        self._forcing: set[int] = set()
        self._opened: dict[int, Value] = {}
        """By active variable: what it gives, while that is resolved."""
        self._passing = False
        self._files: dict[str, Value] = {}
        self._told: set[str] = set()
        self.sources: list[Source] = [service.source]
        template = Template(service.source, service.document, MapNode(service.root.start, ""))
        super().__init__(template, environment, root)
        self.resolver: ServiceResolver = ServiceResolver(service.source, self)
        self.whole = self.resolver.value(service.root)
        self.whole_span = template.span(service.root)
        self.blank = ScalarNode(service.root.start, service.root.start, "", "", plain=True)

    # -- variables ---------------------------------------------------------------------------

    @cached_property
    def composed(self) -> list[Composed]:
        """What compositions say of the service."""
        return compositions(self.root, self.service.source.path)

    def guarded(self, key: int, span: Span, compute: Callable[[], Value]) -> Value:
        """What ``compute`` gives for a node; unknown where it leads back to the node."""
        if key in self._active:
            if self._passing and key in self._opened:
                return self._opened[key]
            self._cycles.add(key)
            return Unknown(kind=UnknownKind.MALFORMED, name="a cycle", span=span)
        if len(self._active) >= MAX_DEPTH:
            self.problem(f"variables lead through more than {MAX_DEPTH} others", span)
            return Unknown(kind=UnknownKind.OVER_BUDGET, name="depth", span=span)
        self._active.append(key)
        passing, self._passing = self._passing, False
        try:
            found = compute()
        finally:
            self._passing = passing
            self._active.pop()
            self._opened.pop(key, None)
        if key in self._cycles:
            return self.cycle(span)
        return found

    @contextmanager
    def passing(self) -> Iterator[None]:
        """While a way leads on from each variable that it meets."""
        before, self._passing = self._passing, True
        try:
            yield
        finally:
            self._passing = before

    def opened(self, found: Value) -> bool:
        """Resolves what the innermost variable gives; meanwhile ways may lead through it."""
        if self._active:
            self._opened[self._active[-1]] = found
        return self.force(found)

    def force(self, value: Value) -> bool:
        """Resolves all that is inside; False where it is inside itself."""
        if id(value) in self._forced:
            return id(value) not in self._forcing
        self._forced[id(value)] = value
        self._forcing.add(id(value))
        inside = value.elements if isinstance(value, List) else ()
        if isinstance(value, Map):
            inside = tuple(value.content.values())
        for one in inside:
            if isinstance(one, List | Map):
                self.force(one)
        self._forcing.discard(id(value))
        return True

    def cycle(self, span: Span) -> Unknown:
        """A variable that leads back to itself."""
        self.problem("the variable leads back to itself", span)
        return Unknown(kind=UnknownKind.MALFORMED, name="a cycle", span=span)

    def stage(self) -> Value:
        """The stage: given, the provider's, or the framework's default."""
        given = self.given_stage(None)
        if not isinstance(given, Absent):
            return given
        written = self.whole.at("provider", "stage")
        return self.plain_stage() if isinstance(written, Absent) else written

    def plain_stage(self) -> Value:
        """The stage of a run that names none: the provider's as written, or the default."""
        provider = self.service.root.get("provider")
        node = provider.get("stage") if isinstance(provider, MapNode) else None
        if isinstance(node, ScalarNode) and node.text and "${" not in node.text:
            step = Step(How.PARAMETER_DEFAULT, "provider.stage", self.template.span(node))
            return known(node.text, self.template.span(node), step)
        step = Step(How.PARAMETER_DEFAULT, "framework default of the stage")
        return known(DEFAULT_STAGE, None, step)

    def given_stage(self, span: Span | None) -> Value:
        """The stage that ``--env`` or ``--param stage=`` names."""
        name = self.environment.name or self.environment.parameters.get("stage", "")
        if not name:
            return NOTHING
        return known(name, span, Step(How.PARAMETER_GIVEN, "--env", span))

    def given_parameter(self, name: str, span: Span) -> Value:
        """A value that ``--param`` gives."""
        given = self.environment.parameters.get(name)
        if given is None:
            return NOTHING
        who = self.environment.sources.get(name, "--param")
        return known(given, span, Step(How.PARAMETER_GIVEN, f"{who} {name}", span))

    def ref(self, name: str, span: Span) -> Value:
        """As in any template; inside ``Fn::Sub`` a framework's variable may stand as a name."""
        if ":" in name and "::" not in name and source_of(name) is not None:
            return self.variables.value(Variable((name,), "${" + name + "}"), span, self.resolver)
        return super().ref(name, span)

    # -- files -------------------------------------------------------------------------------

    def included(self, name: str, span: Span) -> Value:
        """What a file holds, or why it cannot be told."""
        path = join(folder_of(self.service.source.path), name.strip("'\""))
        if path not in self._files:
            self._files[path] = self._read(path, name, span)
        found = self._files[path]
        return msgspec.structs.replace(found, span=span) if isinstance(found, Unknown) else found

    def _read(self, path: str, name: str, span: Span) -> Value:
        if path.lower().endswith(_PROGRAMS):
            self.problem(f"the file {name} is a program, which is not run", span)
            return Unknown(kind=UnknownKind.UNSUPPORTED, name=f"file({name})", span=span)
        try:
            source = self.root.read(path)
            if not path.lower().endswith(_READABLE):
                return known(source.text, span, Step(How.INCLUDED, f"included from {name}", span))
            documents = self.root.documents(path)
        except ReadProblem as problem:
            self.problem(f"the file {name} cannot be read: {problem}", span)
            return Unknown(kind=UnknownKind.MISSING_FILE, name=f"file({name})", span=span)
        if not documents:
            return NOTHING
        resolver = ServiceResolver(source, self, Step(How.INCLUDED, f"included from {name}", span))
        self.sources.append(source)
        return resolver.value(documents[0].root)

    # -- what else ---------------------------------------------------------------------------

    def problem(self, sentence: str, span: Span) -> None:
        """Tells once what cannot be read at a place."""
        key = f"{sentence}@{span.file}:{span.start}"
        if key not in self._told:
            self._told.add(key)
            self.problems.append((sentence, span))
