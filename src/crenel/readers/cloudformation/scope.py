"""What a template's names mean: parameters, pseudo-parameters, mappings, conditions, resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from crenel.model.guard import Guard
from crenel.model.source import Span
from crenel.model.truth import Truth
from crenel.model.value import Absent, Ref, Unknown, UnknownKind, Value
from crenel.readers.cloudformation.allowance import Allowance
from crenel.readers.cloudformation.conditions import Conditions
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.parameters import parameter_value
from crenel.readers.cloudformation.resolver import Resolver
from crenel.readers.cloudformation.template import Template
from crenel.readers.root import Root
from crenel.readers.text.tree import MapNode, Node

PSEUDO = frozenset(
    {
        "AWS::AccountId",
        "AWS::NotificationARNs",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    }
)

Outputs = Callable[[str, str], Value | None]


class Scope:
    """The names of one template in one environment; ``prefix`` keeps nested stacks apart."""

    def __init__(
        self,
        template: Template,
        environment: Environment,
        root: Root,
        prefix: str = "",
        allowance: Allowance | None = None,
    ) -> None:
        self.template = template
        self.environment = environment
        self.root = root
        self.prefix = prefix
        self.allowance = allowance or Allowance()
        self.resolver = Resolver(template.source, self)
        self.conditions = Conditions(self)
        self.problems: list[tuple[str, Span]] = []
        """What was found wrong while resolving: a sentence and its place."""
        self.nested_output: Outputs = lambda _child, _output: None
        self._parameters: dict[str, Value] = {}

    def ref(self, name: str, span: Span) -> Value:
        """What ``Ref`` gives for a name."""
        if name == "AWS::NoValue":
            return Absent(span=span)
        if name in PSEUDO:
            return Unknown(kind=UnknownKind.PSEUDO, name=name, span=span)
        if name in self.template.section("Parameters").entries or name in self.environment.passed:
            return self._parameter(name)
        return Ref(target=self.prefix + name, span=span)

    def attribute(self, name: str, attribute: str, span: Span) -> Value:
        """What ``Fn::GetAtt`` gives; an output of a nested stack is followed into it."""
        if attribute.startswith("Outputs."):
            found = self.nested_output(name, attribute.removeprefix("Outputs."))
            if found is not None:
                return found
        return Ref(target=self.prefix + name, attribute=attribute, span=span)

    def condition(self, name: str, span: Span) -> Truth:
        """When a named condition holds; no case is unknown, only guarded."""
        return self.conditions.named(name, span)

    def mapping(self, name: str) -> MapNode | None:
        """A mapping of the template."""
        node = self.template.section("Mappings").get(name)
        return node if isinstance(node, MapNode) else None

    def note(self, sentence: str, node: Node) -> None:
        """Records what is wrong with the template at a node."""
        self.problems.append((sentence, self.template.span(node)))

    def overdrawn(self, span: Span) -> None:
        """Records what of the allowance ran out at a place; each only once."""
        for what in self.allowance.overdrawn():
            self.problems.append((f"too many {what}: the rest is not read", span))

    def guard_of(self, name: str, span: Span) -> Guard | None:
        """The guard under which a condition holds; None where it never does."""
        return self.conditions.guard(name, span)

    def _parameter(self, name: str) -> Value:
        if name not in self._parameters:
            node = self.template.section("Parameters").entries.get(name)
            self._parameters[name] = parameter_value(name, node, self)
        return self._parameters[name]

    @property
    def given(self) -> Mapping[str, str]:
        """The parameter values of the environment."""
        return self.environment.parameters
