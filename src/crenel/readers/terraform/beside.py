"""What stands beside the resources of a root module: its providers, and files of values."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.errors import ReadProblem
from crenel.model.entities import DeploymentSettings, Entity, Provider
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import mapping
from crenel.readers.terraform.evaluation.context import Context, NoNames
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.modules import environments
from crenel.readers.terraform.modules.inputs import values_of
from crenel.readers.terraform.modules.module import Module
from crenel.readers.terraform.syntax.nodes import Block, Literal

MAX_BESIDE = 200
"""Providers, and files of values, of one root module."""


def beside(module: Module) -> Iterator[Entity]:
    """The providers and the files of values."""
    blocks = module.configuration.providers
    if len(blocks) > MAX_BESIDE:
        sentence = f"more than {MAX_BESIDE:,} providers: the rest is not judged"
        module.note(sentence, blocks[MAX_BESIDE].span)
    seen: set[str] = set()
    for block in blocks[:MAX_BESIDE]:
        found = _provider(block, module)
        if found.id not in seen:
            seen.add(found.id)
            yield found
    for path in environments.every_file(module.root, module.folder)[:MAX_BESIDE]:
        settings = _values(path, module)
        if settings is not None:
            yield settings


def _provider(block: Block, module: Module) -> Provider:
    alias = block.body.value("alias")
    second = f".{alias.value}" if isinstance(alias, Literal) else ""
    name = f"provider.{block.labels[0] if block.labels else ''}{second}"
    attributes = block.body.attributes
    settings = {key: evaluate(one.value, module.context) for key, one in attributes.items()}
    return Provider(
        id=name,
        origin=Origin(block.source.path, name, "provider", block.span),
        settings=mapping(settings, block.span),
    )


def _values(path: str, module: Module) -> DeploymentSettings | None:
    """What a file gives; None where it cannot be read, which is told where it is used."""
    try:
        source = module.run.sources.get(path) or module.root.read(path)
        body = values_of(source, [])
    except ReadProblem:
        return None
    module.run.sources.setdefault(path, source)
    context = Context(NoNames(module, "a file of values"))
    values = {key: evaluate(one.value, context) for key, one in body.attributes.items()}
    name = path.rpartition("/")[2]
    return DeploymentSettings(
        id=f"values.{path}",
        origin=Origin(path, name, "tfvars", _beginning(source)),
        values=mapping(values, _beginning(source)),
    )


def _beginning(source: Source) -> Span:
    return Span(source, 0, min(1, len(source.text)))
