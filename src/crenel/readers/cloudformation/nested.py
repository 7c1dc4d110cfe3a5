"""Nested stacks whose templates lie inside the root, read with the values that are passed."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.resource import Resource
from crenel.model.value import Known, Value
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import Template, template_of
from crenel.readers.root import Root, folder_of, join

MAX_STACKS = 200
"""Stacks in one application; a template that contains itself ends here."""
MAX_NESTING = 8

STACK = "AWS::CloudFormation::Stack"
_APPLICATION = "AWS::Serverless::Application"


class Stacks:
    """The nested stacks of one application."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._count = 0
        self._templates: dict[str, Template] = {}

    def children(self, resource: Resource, parent: Scope) -> Iterator[Scope]:
        """The scope of the template that a stack resource names, if it is at hand."""
        if resource.type not in (STACK, _APPLICATION):
            return
        path = child_path(resource, parent)
        if path is None:
            return
        self._count += 1
        if self._count > MAX_STACKS:
            if self._count == MAX_STACKS + 1:
                problem = f"more than {MAX_STACKS} stacks: the rest is not read"
                parent.problems.append((problem, resource.origin.span))
            return
        if parent.prefix.count("/") >= MAX_NESTING:
            parent.problems.append(("stacks are nested too deep to follow", resource.origin.span))
            return
        template = self._template(path, resource, parent)
        if template is not None:
            yield self._scope(template, resource, parent)

    def _scope(self, template: Template, resource: Resource, parent: Scope) -> Scope:
        passed = {name: value for _, name, value in resource["Parameters"].entries()}
        environment = Environment(parent.environment.name, passed=passed)
        prefix = resource.id + "/"
        child = Scope(template, environment, self._root, prefix, parent.allowance)
        previous = parent.nested_output

        def output(stack: str, name: str) -> Value | None:
            if parent.prefix + stack == resource.id:
                return _output(child, name)
            return previous(stack, name)

        parent.nested_output = output
        return child

    def _template(self, path: str, resource: Resource, parent: Scope) -> Template | None:
        try:
            if path not in self._templates:
                self._templates[path] = self._read(path)
        except ReadProblem as problem:
            sentence = f"the nested template {path} cannot be read: {problem}"
            parent.problems.append((sentence, resource.origin.span))
            return None
        return self._templates[path]

    def _read(self, path: str) -> Template:
        source = self._root.read(path)
        found = (template_of(source, document) for document in self._root.documents(path))
        template = next(filter(None, found), None)
        if template is None:
            raise ReadProblem("it holds no template that crenel knows")
        return template


def child_path(resource: Resource, parent: Scope) -> str | None:
    """The path of the nested template, relative to the root, where it is a local one."""
    location = resource["TemplateURL"] if resource.type == STACK else resource["Location"]
    if resource.type == STACK and not isinstance(location, Known):
        location = resource["Location"]
    if not isinstance(location, Known) or "://" in location.text():
        return None
    return join(folder_of(parent.template.source.path), location.text())


def _output(child: Scope, name: str) -> Value | None:
    node = child.template.section("Outputs").get(name)
    if node is None:
        return None
    return child.resolver.value(node).get("Value")
