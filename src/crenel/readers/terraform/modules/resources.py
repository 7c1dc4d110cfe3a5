"""Blocks -> resources: attributes, nested blocks as lists of maps, dynamic blocks spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crenel.model.guard import Guard
from crenel.model.resource import Resource
from crenel.model.source import Span
from crenel.model.value import List, Map, Value, known, mapping, where
from crenel.readers.terraform.evaluation.choices import pruned
from crenel.readers.terraform.evaluation.context import Context
from crenel.readers.terraform.evaluation.evaluate import evaluate
from crenel.readers.terraform.modules.expansion import Instance, repetition
from crenel.readers.terraform.modules.module import Call, Module
from crenel.readers.terraform.modules.run import source_of
from crenel.readers.terraform.syntax.nodes import Attr, Block, Body, Name, Node, Tuple

_META_ATTRIBUTES = frozenset({"count", "for_each", "depends_on", "provider", "providers"})
_META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})
_CALL_META = _META_ATTRIBUTES | {"source", "version"}
_MAX_DEPTH = 40


def resources(module: Module) -> Iterator[Resource]:
    """Everything that a module and the ones that it calls make, in the order of the files."""
    for kind, named in module.configuration.resources.items():
        for name, block in named.items():
            yield from _instances(kind, name, block, module)
    for block, instance, child in module.children():
        if child is not None:
            yield from resources(child)
        else:
            yield from _absent_module(block, instance, module)


def _instances(kind: str, name: str, block: Block, module: Module) -> Iterator[Resource]:
    for instance in module.instances(block, f"{kind}.{name}").instances:
        guard = module.guard.conjoin(instance.guard)
        if guard is None:
            continue
        if not module.allowance.resource():
            for what in module.allowance.overdrawn():
                module.note(f"too many {what}: the rest is not read", block.span)
            return
        address = f"{module.prefix}{kind}.{name}{instance.index}"
        context = module.bound(instance)
        yield Resource(
            id=address,
            type=kind,
            properties=_properties(block.body, context, guard, _META_ATTRIBUTES, block.span),
            origin=module.origin(block, kind, address),
            guard=guard,
            attributes=_attributes(block.body, instance, module, context),
        )


def _absent_module(block: Block, instance: Instance, module: Module) -> Iterator[Resource]:
    """A module that is not at hand: its source says what it is, its inputs what it does."""
    guard = module.guard.conjoin(instance.guard)
    source = source_of(block)
    if guard is None or source is None:
        return
    address = f"{module.prefix}module.{block.labels[-1]}{instance.index}"
    context = module.bound(instance)
    kind = f"module:{source}"
    yield Resource(
        id=address,
        type=kind,
        properties=_properties(block.body, context, guard, _CALL_META, block.span),
        origin=module.origin(block, kind, address),
        guard=guard,
        attributes=_attributes(block.body, instance, module, context),
    )


def _properties(
    body: Body, context: Context, guard: Guard, skipped: frozenset[str], span: Span
) -> Map:
    whole = _body(body, context, skipped, _META_BLOCKS, 0)
    content = {key: _under(value, guard, 0) for key, value in whole.content.items()}
    return Map(content=content, keys=whole.keys, span=span)


def _body(
    body: Body, context: Context, skipped: frozenset[str], left_out: frozenset[str], depth: int
) -> Map:
    content: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    for name, attribute in body.attributes.items():
        if name not in skipped:
            content[name] = evaluate(attribute.value, context)
            keys[name] = attribute.span
    lists: dict[str, list[Value]] = {}
    for block in body.blocks:
        if block.type in left_out:
            continue
        name = block.labels[0] if block.type == "dynamic" and block.labels else block.type
        keys.setdefault(name, block.span)
        lists.setdefault(name, []).extend(_blocks(block, context, depth))
    for name, elements in lists.items():
        content[name] = List(elements=tuple(elements), span=keys[name])
    return Map(content=content, keys=keys)


def _blocks(block: Block, context: Context, depth: int) -> Iterator[Value]:
    if depth >= _MAX_DEPTH:
        context.names.note(f"blocks nested more than {_MAX_DEPTH} deep are not read", block.span)
        return
    if block.type != "dynamic":
        yield _placed(_body(block.body, context, frozenset(), frozenset(), depth + 1), block)
        return
    content = next(iter(block.body.of_type("content")), None)
    for_each = block.body.value("for_each")
    if content is None or for_each is None or not block.labels:
        context.names.note("a dynamic block wants for_each and content", block.span)
        return
    iterator = _iterator(block)
    for instance in repetition(for_each, context, f"dynamic {block.labels[0]}").instances:
        bound = context.bound({iterator: instance.bindings.get("each", Map())})
        made = _body(content.body, bound, frozenset(), frozenset(), depth + 1)
        yield where(instance.guard, _placed(made, block))


def _iterator(block: Block) -> str:
    node = block.body.value("iterator")
    return node.name if isinstance(node, Name) else block.labels[0]


def _placed(made: Map, block: Block) -> Map:
    return Map(content=made.content, keys=made.keys, span=block.whole.span)


def _under(value: Value, guard: Guard, depth: int) -> Value:
    """The value where the resource is made, however deep in it a choice stands."""
    if not guard or depth > _MAX_DEPTH:
        return value
    value = pruned(value, guard)
    if type(value) is List:
        elements = tuple(_under(one, guard, depth + 1) for one in value.elements)
        return List(elements=elements, span=value.span, via=value.via)
    if type(value) is Map:
        content = {key: _under(one, guard, depth + 1) for key, one in value.content.items()}
        return Map(content=content, keys=value.keys, span=value.span, via=value.via)
    return value


def _attributes(body: Body, instance: Instance, module: Module, context: Context) -> Value:
    """Meta-arguments; and the folder that relative paths are seen from."""
    content: dict[str, Value] = {"working_folder": known(module.working_folder)}
    blocks = body.of_type("lifecycle")
    if blocks:
        plain = _body(blocks[0].body, context, frozenset({"ignore_changes"}), frozenset(), 1)
        content["lifecycle"] = _placed(plain, blocks[0])
    for name in ("depends_on", "provider", "version"):
        node = body.value(name)
        if isinstance(node, Tuple):
            words = tuple(known(one.text, one.span) for one in node.items)
            content[name] = List(elements=words, span=node.span)
        elif isinstance(node, Name | Attr):
            content[name] = known(node.text, node.span)
        elif node is not None:
            content[name] = evaluate(node, context)
    if instance.because is not None:
        content["multiplicity"] = instance.because
    if module.call is not None:
        content["call"] = _inputs(module.call)
    return mapping(content)


def _inputs(call: Call) -> Map:
    """What the module that makes it was given, for those who know the module."""
    nodes = {
        name: one.value
        for name, one in call.block.body.attributes.items()
        if name not in _CALL_META
    }
    return Map(content=_Evaluated(nodes, call.context), span=call.block.span)


class _Evaluated(Mapping[str, Value]):
    """Expressions, each evaluated when it is asked for."""

    __slots__ = ("_context", "_nodes")

    def __init__(self, nodes: Mapping[str, Node], context: Context) -> None:
        self._nodes = nodes
        self._context = context

    def __getitem__(self, key: str) -> Value:
        return evaluate(self._nodes[key], self._context)

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)
