"""One instance of a module: what its names mean, in one deployment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

from crenel.model.guard import ALWAYS, Guard
from crenel.model.resource import Origin
from crenel.model.source import Source, Span
from crenel.model.value import List, Map, Ref, Unknown, UnknownKind, Value, known
from crenel.readers.root import Root
from crenel.readers.terraform.allowance import Allowance
from crenel.readers.terraform.evaluation.choices import each
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.evaluation.values import ModuleOutputs, OpenList, OpenMap, failed
from crenel.readers.terraform.modules import template_files
from crenel.readers.terraform.modules.configuration import Configuration
from crenel.readers.terraform.modules.data_sources import seen
from crenel.readers.terraform.modules.expansion import Expansion, Instance, expansion
from crenel.readers.terraform.modules.run import Run
from crenel.readers.terraform.modules.variables import variable_value
from crenel.readers.terraform.syntax.nodes import Block

Calls = tuple[tuple[Span, str], ...]

_PREFIXES = frozenset({"data", "ephemeral"})
_BOUND = frozenset({"each", "count", "self"})
_NOTHING = Expansion((), None)


class Module:
    """The names of one instance of a module; it is a ``Names`` for its expressions."""

    def __init__(
        self,
        configuration: Configuration,
        run: Run,
        *,
        call: Call | None = None,
    ) -> None:
        self.configuration = configuration
        self.run = run
        self.call = call
        self.prefix: str = "" if call is None else call.prefix
        self.guard: Guard = ALWAYS if call is None else call.guard
        self.folder: str = configuration.folder
        self.allowance: Allowance = run.allowance
        self.root: Root = run.root
        self.working_folder: str = run.folder
        self.context = Context(self)
        self._values: dict[tuple[str, str], Value] = {}
        self._expansions: dict[str, Expansion] = {}
        self._under_way: set[tuple[str, str]] = set()
        self._children: dict[tuple[str, str], Module | None] = {}
        run.saw(configuration)

    @property
    def calls(self) -> Calls:
        """The calls that lead here, the nearest first, each with a note for people."""
        return () if self.call is None else self.call.chain

    # -- names -----------------------------------------------------------------------------

    def lookup(self, path: list[str], span: Span) -> tuple[Value, int]:
        """The value of the longest known beginning of a path, and how many of its words it took."""
        if path[0] == "resource" and len(path) > 1:
            value, used = self.lookup(path[1:], span)
            return value, used + 1
        finder = _FINDERS.get(path[0])
        if finder is not None and len(path) > 1:
            return finder(self, path[1], span), 2
        if path[0] in _PREFIXES and len(path) > 2:  # noqa: PLR2004 - a type and a name
            return self.resource(f"{path[0]}.{path[1]}", path[2], span), 3
        if len(path) > 1 and path[0] not in _BOUND and path[0] not in _PREFIXES:
            return self.resource(path[0], path[1], span), 2
        return failed(f"{'.'.join(path)} means nothing here", span), len(path)

    def variable(self, name: str, span: Span) -> Value:
        """``var.name``."""
        block = self.configuration.variables.get(name)
        if block is None:
            return self._open_variable(f"var.{name}", span)
        return self._once("var", name, span, lambda: variable_value(name, block, self))

    def local(self, name: str, span: Span) -> Value:
        """``local.name``."""
        attribute = self.configuration.locals.get(name)
        if attribute is None:
            return self._undeclared(f"local.{name}", span)
        return self._once("local", name, span, lambda: evaluate(attribute.value, self.context))

    def output(self, name: str, span: Span) -> Value:
        """What the module hands out under a name."""
        block = self.configuration.outputs.get(name)
        node = None if block is None else block.body.value("value")
        if node is None:
            return failed(f"the module has no output {name}", span)
        return self._once("output", name, span, lambda: evaluate(node, self.context))

    def path(self, name: str, span: Span) -> Value:
        """``path.module`` and its like, relative to the root module's folder."""
        here = self.folder if name == "module" else self.working_folder
        return known(os.path.relpath(here or ".", self.working_folder or "."), span)

    def terraform(self, name: str, span: Span) -> Value:
        """``terraform.workspace``."""
        return Unknown(kind=UnknownKind.PARAMETER, name=f"terraform.{name}", span=span)

    def resource(self, kind: str, name: str, span: Span) -> Value:
        """A resource or a data source, with all its instances."""
        block = self.configuration.resources.get(kind, {}).get(name)
        if block is None:
            return self._undeclared(f"{kind}.{name}", span)
        address = f"{self.prefix}{kind}.{name}"
        found = self.instances(block, f"{kind}.{name}")
        if kind == template_files.KIND:
            bound = {one.index: self.bound(one) for one in found.instances}

            def rendered(index: str) -> Value:
                context = bound.get(index, self.context)
                return template_files.template_file(block, context, f"{address}{index}")

            return self._shaped(found, rendered)
        return self._shaped(found, lambda index: seen(kind, f"{address}{index}", span))

    def module(self, name: str, span: Span) -> Value:
        """The outputs of a called module, for all its instances."""
        block = self.configuration.calls.get(name)
        if block is None:
            return self._undeclared(f"module.{name}", span)
        found = self.instances(block, f"module.{name}")
        by_index = {one.index: one for one in found.instances}

        def outputs(index: str) -> Value:
            child = self.child(block, by_index[index]) if index in by_index else None
            if child is None:
                return Ref(target=f"{self.prefix}module.{name}{index}", span=span)
            content = _Outputs(child, span)
            return ModuleOutputs(content=content, span=span)

        return self._shaped(found, outputs)

    # -- what there is ---------------------------------------------------------------------

    def instances(self, block: Block, name: str) -> Expansion:
        """The instances of a block of this module."""
        if name not in self._expansions:
            key = ("instances", name)
            if key in self._under_way:
                self.note(f"the number of {name} depends on itself", block.span)
                return _NOTHING
            self._under_way.add(key)
            try:
                found = expansion(block.body, self.context, f"{self.prefix}{name}")
            finally:
                self._under_way.discard(key)
            self._expansions[name] = found
        return self._expansions[name]

    def children(self) -> Iterator[tuple[Block, Instance, Module | None]]:
        """Every instance of every called module; None for one that is not at hand."""
        for name, block in self.configuration.calls.items():
            for instance in self.instances(block, f"module.{name}").instances:
                yield block, instance, self.child(block, instance)

    def child(self, block: Block, instance: Instance) -> Module | None:
        """The called module; None where it is not at hand."""
        key = (block.labels[-1], instance.index)
        if key not in self._children:
            self._children[key] = self.run.called(block, instance, self)
        return self._children[key]

    def bound(self, instance: Instance) -> Context:
        """The context of an instance's own expressions."""
        return self.context.bound(instance.bindings) if instance.bindings else self.context

    def origin(self, block: Block, kind: str, address: str) -> Origin:
        """What a person wrote.

        Its file is the one of the root module, since two root modules may call the same module
        under the same name, and relative paths are seen from there; its place is in the module.
        """
        file = self.calls[-1][0].file if self.calls else block.source.path
        return Origin(file, address, kind, block.span, self.calls)

    def note(self, sentence: str, span: Span) -> None:
        """Tells what could not be read."""
        self.run.note(sentence, span)

    def read(self, path: str, span: Span) -> Source | None:
        """A file that an expression names."""
        return self.run.read(path, span)

    # -- helpers ---------------------------------------------------------------------------

    def _once(self, kind: str, name: str, span: Span, compute: Callable[[], Value]) -> Value:
        key = (kind, name)
        found = self._values.get(key)
        if found is not None:
            return found
        if key in self._under_way:
            self.note(f"{kind} {self.prefix}{name} refers to itself", span)
            return Unknown(kind=UnknownKind.MALFORMED, name=f"{kind}.{name}", span=span)
        self._under_way.add(key)
        try:
            found = self._values[key] = compute()
        finally:
            self._under_way.discard(key)
        return found

    def _open_variable(self, name: str, span: Span) -> Value:
        """One that is used and not declared: Terragrunt writes declarations when it runs."""
        self.run.lacks(self.folder, name, span)
        return Unknown(kind=UnknownKind.EXTERNAL, name=name, span=span)

    def _undeclared(self, name: str, span: Span) -> Value:
        self.note(f"{name} is not declared", span)
        return failed(f"{name} is not declared", span)

    def _shaped(self, found: Expansion, make: Callable[[str], Value]) -> Value:
        """One value for each instance, in the form that the expansion has."""
        if found.form is None:
            return make("")
        return each(found.form, lambda leaf: _filled(leaf, make))


def _filled(form: Value, make: Callable[[str], Value]) -> Value:
    if isinstance(form, OpenMap):
        return OpenMap(each=make(form.each.text()), because=form.because, span=form.span)
    if isinstance(form, OpenList):
        elements = tuple(make(one.text()) for one in form.elements)
        return OpenList(elements=elements, because=form.because, span=form.span)
    if isinstance(form, Map):
        content = {key: make(one.text()) for key, one in form.content.items()}
        return Map(content=content, span=form.span)
    if isinstance(form, List):
        return List(elements=tuple(make(one.text()) for one in form.elements), span=form.span)
    return form


class _Outputs(Mapping[str, Value]):
    """The outputs of a module, each computed when it is asked for."""

    __slots__ = ("_module", "_span")

    def __init__(self, module: Module, span: Span) -> None:
        self._module = module
        self._span = span

    def __getitem__(self, key: str) -> Value:
        if key not in self._module.configuration.outputs:
            raise KeyError(key)
        return self._module.output(key, self._span)

    def __iter__(self) -> Iterator[str]:
        return iter(self._module.configuration.outputs)

    def __len__(self) -> int:
        return len(self._module.configuration.outputs)


class Call:
    """How a module was called: with which inputs, from where, when."""

    def __init__(self, block: Block, instance: Instance, parent: Module, guard: Guard) -> None:
        name = f"module.{block.labels[-1]}{instance.index}"
        self.block = block
        self.instance = instance
        self.parent = parent
        self.guard = guard
        self.prefix = f"{parent.prefix}{name}."
        self.context = parent.bound(instance)
        self.chain: Calls = ((block.span, f"called here: {parent.prefix}{name}"), *parent.calls)
        self.folders: tuple[str, ...] = (
            parent.folder,
            *(() if parent.call is None else parent.call.folders),
        )


_FINDERS: dict[str, Callable[[Module, str, Span], Value]] = {
    "var": Module.variable,
    "local": Module.local,
    "module": Module.module,
    "path": Module.path,
    "terraform": Module.terraform,
}
