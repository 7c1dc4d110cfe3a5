"""One root module, read down to its resources."""

from __future__ import annotations

from crenel.model.resource import Resource
from crenel.model.value import Choice, List, Map, Ref, Text, Unknown, Value
from crenel.readers.options import Options
from crenel.readers.terraform.allowance import room
from crenel.readers.terraform.modules.configuration import Folders
from crenel.readers.terraform.modules.module import Module
from crenel.readers.terraform.modules.resources import resources
from crenel.readers.terraform.modules.run import Run


class Found:
    """What was read: resources by address, and what was told."""

    def __init__(self, module: Module, run: Run) -> None:
        self.module = module
        self.run = run
        self.resources = {one.id: one for one in resources(module)}

    @property
    def problems(self) -> list[str]:
        return [sentence for sentence, _ in self.run.told()]

    def __getitem__(self, address: str) -> Resource:
        return self.resources[address]

    def output(self, name: str = "x") -> Value:
        block = self.module.configuration.outputs[name]
        with room():
            return self.module.output(name, block.span)


def read_root(folder: str, folders: Folders, options: Options) -> Found:
    run = Run(folder, folders, options)
    with room():
        return Found(Module(folders.get(folder), run), run)


def shown(value: Value) -> object:
    """A value as plain data: unknowns and references as ``${name}``, choices as a set of texts."""
    if isinstance(value, Map):
        return {key: shown(one) for key, one in value.content.items()}
    if isinstance(value, List):
        return [shown(one) for one in value.elements]
    if isinstance(value, Choice):
        return {str(guard): shown(leaf) for guard, leaf in value.cases()}
    if isinstance(value, Text | Ref | Unknown):
        return value.text()
    return value.known()
