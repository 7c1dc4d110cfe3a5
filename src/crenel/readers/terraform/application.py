"""A root module -> its application in one environment."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.application import Application
from crenel.model.entities import Entity, ModuleCall, StackOutput, StackParameter
from crenel.model.resource import Origin, Resource
from crenel.model.value import List, Map, Value, known
from crenel.model.value.make import NOTHING, sequence
from crenel.readers.options import Options
from crenel.readers.templates import stand_ins
from crenel.readers.terraform.allowance import room
from crenel.readers.terraform.beside import beside
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.modules.configuration import Folders
from crenel.readers.terraform.modules.module import Module
from crenel.readers.terraform.modules.narrowing import allowed_by
from crenel.readers.terraform.modules.resources import resources
from crenel.readers.terraform.modules.run import Run, source_of
from crenel.readers.terraform.modules.types import parsed, word_of
from crenel.readers.terraform.syntax.nodes import Block
from crenel.readers.vocabulary.terraform import Meaning, meaning_of

MAX_INPUTS = 1_000
"""Variables, and outputs, of one root module."""


FORMAT = "terraform"
_LOCAL = ("./", "../")


class Read:
    """A root module that was read: its application, and what of its files could not be read."""

    def __init__(self, application: Application, run: Run) -> None:
        self.application = application
        self.unread = run.unread
        self.folders = run.folders_read


def read_root(folder: str, folders: Folders, options: Options) -> Read:
    """The application of one root module."""
    with room():
        return _read(folder, folders, options)


def _read(folder: str, folders: Folders, options: Options) -> Read:
    run = Run(folder, folders, options)
    module = Module(folders.get(folder), run)
    made = list(resources(module))
    meaning = meaning_of(made)
    entities = [*meaning.entities, *entities_around(module, meaning)]
    application = Application(
        file_of(module),
        FORMAT,
        entities,
        environment=options.environment,
        stands_for=dict(stand_ins(meaning.resources)),
        sources=run.sources.values(),
        resource_count=sum(1 for one in made if is_made(one)),
        problems=run.told,
    )
    return Read(application, run)


def file_of(module: Module) -> str:
    """The file that stands for a folder: main.tf, or its first one."""
    paths = [source.path for source in module.configuration.sources]
    mains = [path for path in paths if path.rpartition("/")[2].startswith("main.")]
    return (mains or paths or [module.folder])[0]


def is_made(resource: Resource) -> bool:
    """Is it made, not only looked up?"""
    return not resource.type.startswith(("data.", "ephemeral."))


def entities_around(module: Module, meaning: Meaning) -> Iterator[Entity]:
    """The root module's own inputs and outputs, and the modules that it puts in."""
    yield from _inputs(module)
    yield from _outputs(module, meaning)
    yield from beside(module)
    yield from _calls(module)


def _calls(module: Module) -> Iterator[Entity]:
    """The modules from elsewhere that the files at hand call, each call once."""
    for name, block in module.configuration.calls.items():
        source = source_of(block)
        if source is not None and not source.startswith(_LOCAL):
            address = f"{module.prefix}module.{name}"
            yield ModuleCall(
                id=f"{address}#call",
                origin=module.origin(block, f"module:{source}", address),
                source=known(source, block.span),
                version=_written(block, "version", module),
            )
    for block, _, child in module.children():
        if child is not None and (source_of(block) or "").startswith(_LOCAL):
            yield from _calls(child)


def _inputs(module: Module) -> Iterator[Entity]:
    """The root module's variables."""
    variables = list(module.configuration.variables.items())
    _note_many(module, "variables", [block for _, block in variables])
    for name, block in variables[:MAX_INPUTS]:
        default, allowed = _written(block, "default", module), allowed_by(name, block)
        yield StackParameter(
            id=f"var.{name}",
            origin=Origin(block.source.path, name, "variable", block.span),
            default=default,
            no_echo=_written(block, "sensitive", module),
            kind=known(_kind(word_of(parsed(block.body.value("type"))), default)),
            allowed=sequence(map(known, allowed)) if allowed else NOTHING,
        )


def _kind(word: str, default: Value) -> str:
    """The type in the model's words; a variable without one is what its default is, or a text."""
    if word in ("", "any"):
        return "" if isinstance(default, List | Map) else "String"
    return {"string": "String", "number": "Number"}.get(word, word)


def _outputs(module: Module, meaning: Meaning) -> Iterator[Entity]:
    outputs = list(module.configuration.outputs.items())
    _note_many(module, "outputs", [block for _, block in outputs])
    for name, block in outputs[:MAX_INPUTS]:
        yield StackOutput(
            id=f"output.{name}",
            origin=Origin(block.source.path, name, "output", block.span),
            value=meaning.settled(module.output(name, block.span)),
        )


def _written(block: Block, name: str, module: Module) -> Value:
    node = block.body.value(name)
    return NOTHING if node is None else evaluate(node, module.context)


def _note_many(module: Module, what: str, blocks: list[Block]) -> None:
    if len(blocks) > MAX_INPUTS:
        sentence = f"more than {MAX_INPUTS:,} {what}: the rest is not judged"
        module.note(sentence, blocks[MAX_INPUTS].span)
