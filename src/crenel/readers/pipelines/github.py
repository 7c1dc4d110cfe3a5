"""GitHub Actions: the workflows below ``.github/workflows``.

Source: GitHub's "Workflow syntax for GitHub Actions".
"""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.entities import PipelineJob
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import NOTHING, Value, known, sequence
from crenel.readers.pipelines.acting import (
    SECRET_KEY,
    SESSION,
    deploys,
    entry,
    handed_over,
    is_real,
    maps,
    set_in,
    text_of,
)
from crenel.readers.text.tree import Document, MapNode, Node, ScalarNode

KIND = "GitHub::Job"
_ROLE = "roletoassume"
_DEPLOYING = ("serverless/github-action@", "aws-actions/aws-cloudformation-github-deploy@")


def jobs(source: Source, document: Document) -> Iterator[PipelineJob]:
    """The jobs of a workflow that act in an account."""
    root = document.root
    found = root.get("jobs") if isinstance(root, MapNode) else None
    for name, (key, body) in found.entries.items() if isinstance(found, MapNode) else ():
        if isinstance(root, MapNode) and isinstance(body, MapNode):
            job = _Job(source, body, root)
            if job.acts():
                span = Span(source, key.start, key.end)
                yield PipelineJob(
                    id=f"jobs.{name}",
                    origin=Origin(source.path, name, KIND, span),
                    actions=sequence(job.actions(), span),
                    keys=sequence(job.keys(), span),
                    session=job.session(),
                    role=job.role(),
                )


class _Job:
    """One job, with what the workflow says for all of them."""

    def __init__(self, source: Source, body: MapNode, workflow: MapNode) -> None:
        self.source = source
        self.body = body
        self.steps = list(maps(body.get("steps")))
        self.settings: list[Node | None] = [
            workflow.get("env"),
            *(body.get(name) for name in ("env", "with", "secrets")),
            *(step.get(name) for step in self.steps for name in ("env", "with")),
        ]
        """Every map through which it is handed something."""

    def acts(self) -> bool:
        """Does it deploy, or get credentials, and those of an account?"""
        handed = list(self.keys())
        if handed and not any(map(is_real, handed)):
            return False
        commands = (text_of(step.get("run")) for step in self.steps)
        used = (one.text() for one in self.actions())
        return (
            any(map(deploys, commands))
            or any(one.startswith(_DEPLOYING) for one in used)
            or bool(handed)
            or self.role() is not NOTHING
        )

    def actions(self) -> Iterator[Value]:
        """What others wrote and it runs: of its steps, or the workflow that it calls."""
        for node in (self.body.get("uses"), *(step.get("uses") for step in self.steps)):
            if isinstance(node, ScalarNode) and not node.text.startswith("."):
                yield known(node.text, Span(self.source, node.start, node.end))

    def keys(self) -> Iterator[Value]:
        """Where a secret access key comes in."""
        for node in (entry(one, SECRET_KEY) for one in self.settings):
            if isinstance(node, ScalarNode) and node.text:
                yield handed_over(node, self.source)
        for command in (step.get("run") for step in self.steps):
            if isinstance(command, ScalarNode):
                yield from set_in(command, self.source)

    def session(self) -> Value:
        """The session token, where there is one."""
        return self._first(SESSION)

    def role(self) -> Value:
        """The role that it assumes."""
        return self._first(_ROLE)

    def _first(self, name: str) -> Value:
        nodes = (entry(one, name) for one in self.settings)
        found = (one for one in nodes if isinstance(one, ScalarNode) and one.text)
        node = next(found, None)
        return (
            NOTHING if node is None else known(node.text, Span(self.source, node.start, node.end))
        )
