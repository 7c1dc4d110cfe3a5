"""GitLab CI: the jobs of ``.gitlab-ci.yml``. What it includes from elsewhere is not read.

Source: GitLab's "CI/CD YAML syntax reference" and "Configure OpenID Connect in AWS".
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import PipelineJob
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import NOTHING, Unknown, UnknownKind, Value, known, sequence
from crenel.readers.pipelines.acting import (
    SECRET_KEY,
    SESSION,
    deploys,
    entry,
    handed_over,
    is_real,
    maps,
    set_in,
    texts,
)
from crenel.readers.text.tree import Document, MapNode, Node, ScalarNode

KIND = "GitLab::Job"
_NO_JOBS = frozenset(
    {
        "after_script",
        "before_script",
        "cache",
        "default",
        "image",
        "include",
        "services",
        "spec",
        "stages",
        "variables",
        "workflow",
    }
)
_SCRIPTS = ("before_script", "script", "after_script")
_MAX_PARENTS = 10
_ELSEWHERE = ("component", "project", "remote", "template")


def jobs(source: Source, document: Document) -> Iterator[PipelineJob]:
    """The jobs that act in an account; hidden ones (``.name``) run only in those that extend."""
    root = document.root
    for name, (key, body) in root.entries.items() if isinstance(root, MapNode) else ():
        if name in _NO_JOBS or name.startswith(".") or not isinstance(body, MapNode):
            continue
        assert isinstance(root, MapNode)  # noqa: S101 - it has entries
        job = _Job(source, body, root)
        if job.acts():
            span = Span(source, key.start, key.end)
            yield PipelineJob(
                id=name,
                origin=Origin(source.path, name, KIND, span),
                actions=sequence(job.included(), span),
                keys=sequence(job.keys(), span),
                session=job.setting(SESSION),
                role=job.role(),
            )


class _Job:
    """One job, with what it extends and what holds for all."""

    def __init__(self, source: Source, body: MapNode, root: MapNode) -> None:
        self.source = source
        self._layers = [body, *_extended(body, root)]
        default = root.get("default")
        self._layers += [default] if isinstance(default, MapNode) else []
        self._layers.append(root)

    def acts(self) -> bool:
        """Does it deploy, and into an account?"""
        handed = list(self.keys())
        if handed and not any(map(is_real, handed)):
            return False
        return any(deploys(one.text) for one in self._commands())

    def keys(self) -> Iterator[Value]:
        """Where a secret access key comes in, as far as the file tells."""
        node = self._setting(SECRET_KEY)
        if isinstance(node, ScalarNode) and node.text:
            # A variable that stands for another one is stored in the project's settings.
            stored = node.text.startswith("$")
            span = Span(self.source, node.start, node.end)
            yield known(node.text, span) if stored else handed_over(node, self.source)
        for command in self._commands():
            yield from set_in(command, self.source)

    def included(self) -> Iterator[Value]:
        """What comes from elsewhere: it may add to the job, and is not read."""
        for node in _places(self._layers[-1].get("include")):
            span = Span(self.source, node.start, node.end)
            yield Unknown(kind=UnknownKind.EXTERNAL, name=f"what {node.text} holds", span=span)

    def role(self) -> Value:
        """The token of its own that it can assume a role with."""
        node = self._written("id_tokens")
        if node is None:
            return NOTHING
        return known("id_tokens", Span(self.source, node.start, node.start + 1))

    def setting(self, name: str) -> Value:
        """A variable of it."""
        node = self._setting(name)
        if not isinstance(node, ScalarNode):
            return NOTHING
        return known(node.text, Span(self.source, node.start, node.end))

    def _setting(self, name: str) -> Node | None:
        found = (entry(one.get("variables"), name) for one in self._layers)
        return next((one for one in found if one is not None), None)

    def _written(self, name: str) -> Node | None:
        return next((node for one in self._layers if (node := one.get(name)) is not None), None)

    def _commands(self) -> Iterator[ScalarNode]:
        for name in _SCRIPTS:
            yield from texts(self._written(name))


def _places(included: Node | None) -> Iterator[ScalarNode]:
    """Where files are included from, but those of the same repository."""
    yield from (one for one in texts(included) if "://" in one.text)
    single = [included] if isinstance(included, MapNode) else []
    for one in (*single, *maps(included)):
        for name in _ELSEWHERE:
            yield from texts(one.get(name))


def _extended(body: MapNode, root: MapNode) -> Iterator[MapNode]:
    """What a job extends, the nearest first."""
    pending = [body]
    for here in pending:
        for name in texts(here.get("extends")):
            parent = root.get(name.text)
            if isinstance(parent, MapNode) and len(pending) < _MAX_PARENTS:
                pending.append(parent)
                yield parent
