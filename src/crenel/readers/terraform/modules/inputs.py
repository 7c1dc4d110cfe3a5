"""Values that people give to the variables of a root module, in Terraform's order of precedence.

``terraform.tfvars``, ``*.auto.tfvars``, the environment that ``--env`` names, ``--var-file`` and
``--param``. Source: "Assign values to input variables" of the Terraform documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.provenance import How, Step
from crenel.model.source import Source
from crenel.readers.options import Options
from crenel.readers.root import Root, join
from crenel.readers.terraform.modules import environments
from crenel.readers.terraform.modules.environments import ALWAYS, AUTO
from crenel.readers.terraform.syntax.hcl import parse_body, parse_expression
from crenel.readers.terraform.syntax.json_syntax import parse_json_values
from crenel.readers.terraform.syntax.nodes import Body, Literal, Node
from crenel.readers.terraform.syntax.places import Problems


class Given:
    """A value that somebody gave: the expression, and who."""

    __slots__ = ("by_plan", "node", "step")

    def __init__(self, node: Node, step: Step, *, by_plan: bool = False) -> None:
        self.node = node
        self.step = step
        self.by_plan = by_plan


class Inputs:
    """What is given to one root module."""

    def __init__(self, root: Root, folder: str, options: Options) -> None:
        self.sources: list[Source] = []
        self.problems: Problems = []
        self.unread: list[tuple[str, ReadProblem]] = []
        self._root = root
        self._values: dict[str, Given] = {}
        for path in self._files(folder, options.environment):
            self._read(path)
        self._parameters = options.parameters
        self._givers = options.sources

    def get(self, name: str, kind: str) -> Given | None:
        """What is given to a variable of this type."""
        text = self._parameters.get(name)
        if text is None:
            return self._values.get(name)
        giver = self._givers.get(name, "--param")
        return Given(_parameter(text, kind), Step(How.PARAMETER_GIVEN, f"{giver} {name}"))

    def plan(self, name: str, node: Node) -> None:
        """What a plan says that a variable was given."""
        step = Step(How.PARAMETER_GIVEN, f"{name} in the plan", node.span)
        self._values[name] = Given(node, step, by_plan=True)

    def _files(self, folder: str, environment: str) -> Iterator[str]:
        names = self._root.children(folder)
        yield from (join(folder, name) for name in ALWAYS if name in names)
        yield from (join(folder, name) for name in names if name.endswith(AUTO))
        if environment:
            yield from environments.files(self._root, folder, environment)

    def _read(self, path: str) -> None:
        try:
            source = self._root.read(path)
            body = values_of(source, self.problems)
        except ReadProblem as problem:
            self.unread.append((path, problem))
            return
        self.sources.append(source)
        name = path.rpartition("/")[2]
        for key, attribute in body.attributes.items():
            step = Step(How.PARAMETER_GIVEN, f"{name} {key}", attribute.span)
            self._values[key] = Given(attribute.value, step)


def values_of(source: Source, problems: Problems) -> Body:
    """The values that a ``.tfvars`` file gives. Raises ReadProblem."""
    parse = parse_json_values if source.path.endswith(".json") else parse_body
    return parse(source, problems)


def texts_of(source: Source) -> dict[str, str]:
    """The same as texts: a plain text by itself, anything else as its expression.

    Raises ReadProblem where the file cannot be read in whole.
    """
    problems: Problems = []
    body = values_of(source, problems)
    if problems:
        sentence, span = problems[0]
        raise ReadProblem(sentence, line=span.line, column=span.column)
    return {name: _text(one.value) for name, one in body.attributes.items()}


def _text(node: Node) -> str:
    if isinstance(node, Literal) and isinstance(node.value, str):
        return node.value
    return "null" if isinstance(node, Literal) and node.value is None else node.text


def _parameter(text: str, kind: str) -> Node:
    """As Terraform takes it from the command line: text for a text, else an expression."""
    source = Source("--param", text)
    literal = Literal(source, 0, len(text), text)
    if kind == "string":
        return literal
    if text == "null":
        return Literal(source, 0, len(text), None)
    try:
        return parse_expression(source, []) if text.startswith(("[", "{", '"')) else literal
    except ReadProblem:
        return literal
