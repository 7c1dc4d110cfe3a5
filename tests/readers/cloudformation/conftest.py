"""Reading a template that stands in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crenel.model.resource import Resource
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.resources import resources
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import template_of
from crenel.readers.root import Root
from crenel.readers.text.parse import parse

Read = Callable[..., tuple[dict[str, Resource], Scope]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Resources by id and the scope of a template; keyword arguments are parameters."""

    def reading(text: str, **parameters: str) -> tuple[dict[str, Resource], Scope]:
        (tmp_path / "template.yaml").write_text(text, encoding="utf-8")
        root = Root(tmp_path)
        source = root.read("template.yaml")
        template = template_of(source, parse(text)[0])
        assert template is not None
        scope = Scope(template, Environment(parameters=parameters), root)
        return {one.id: one for one in resources(scope)}, scope

    return reading
