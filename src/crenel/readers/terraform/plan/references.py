"""What a plan's configuration refers to: through inputs and outputs of modules to resources."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crenel.model.value import Ref, Value
from crenel.readers.terraform.plan.document import Plan, at, elements, text
from crenel.readers.text.tree import Node

_INDEX = re.compile(r"\[[^\]]*\]")
_MAX_STEPS = 40
_MODULE = re.compile(r"module\.([^.\[]+)(?:\[[^\]]*\])?")
_REFERENCE = re.compile(
    r"(?P<block>(?:data\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*)(?P<index>\[[^\]]*\])?(?:\.(?P<attribute>[\w.]+))?"
)
_NO_RESOURCES = frozenset({"var", "local", "each", "count", "path", "module", "self", "terraform"})


class References:
    """The references in the configuration of one plan."""

    def __init__(self, plan: Plan, addresses: Iterable[str]) -> None:
        self._plan = plan
        self._addresses = set(addresses)
        self._root = at(plan.root, "configuration", "root_module")

    def expressions(self, module: str, block: str) -> Node | None:
        """What is written in a block: its attributes and nested blocks, as expressions."""
        for one in elements(at(self._module(module), "resources")):
            if text(at(one, "address")) == block:
                return at(one, "expressions")
        return None

    def meant(self, expression: Node | None, address: str) -> Value | None:
        """The one resource that an expression refers to; None where it is none, or several."""
        words = self._words(expression)
        if not words:
            return None
        module = _module_of(address)
        found = [self._resolved(word, module, 0) for word in words]
        targets = {one.target for one in found if one is not None}
        if len(targets) != 1 or None in found[:1]:
            return None
        return found[0]

    def _words(self, expression: Node | None) -> list[str]:
        """A plan names each reference with and without its attribute: the longest of each."""
        words = [text(one) for one in elements(at(expression, "references"))]
        return [
            word
            for word in words
            if not any(
                other != word and other.startswith((f"{word}.", f"{word}[")) for other in words
            )
        ]

    def _resolved(self, word: str, module: str, steps: int) -> Ref | None:
        if steps > _MAX_STEPS:
            return None
        if word.startswith("var."):
            return self._passed(word.split(".")[1], module, steps)
        if word.startswith("module."):
            return self._output(word, module, steps)
        found = _REFERENCE.match(word)
        if found is None or word.split(".", maxsplit=1)[0] in _NO_RESOURCES:
            return None
        prefix = f"{module}." if module else ""
        target = self._existing(f"{prefix}{found['block']}", found["index"] or "")
        return Ref(target=target, attribute=found["attribute"] or "")

    def _existing(self, target: str, index: str) -> str:
        if target + index in self._addresses:
            return target + index
        if f"{target}[0]" in self._addresses:
            return f"{target}[0]"
        alike = (one for one in self._addresses if one.startswith(f"{target}["))
        return min(alike, default=target + index)

    def _passed(self, name: str, module: str, steps: int) -> Ref | None:
        parent, call = _split(module)
        if not call:
            return None
        expressions = at(self._module(parent), "module_calls", call, "expressions", name)
        words = self._words(expressions)
        return self._resolved(words[0], parent, steps + 1) if len(words) == 1 else None

    def _output(self, word: str, module: str, steps: int) -> Ref | None:
        found = _MODULE.match(word)
        rest = word[found.end() :].lstrip(".") if found else ""
        if found is None or not rest:
            return None
        inner = self._module(module)
        output = rest.split(".")[0].partition("[")[0]
        said = at(inner, "module_calls", found[1], "module", "outputs", output, "expression")
        words = self._words(said)
        below = f"{module}.{found[0]}" if module else found[0]
        return self._resolved(words[0], below, steps + 1) if len(words) == 1 else None

    def _module(self, module: str) -> Node | None:
        node = self._root
        for name in _names(module):
            node = at(node, "module_calls", name, "module")
        return node


def _names(module: str) -> list[str]:
    return [] if not module else _MODULE.findall(module)


def _split(module: str) -> tuple[str, str]:
    """The calling module's address, and the name of the call."""
    calls = list(_MODULE.finditer(module))
    if not calls:
        return "", ""
    return module[: calls[-1].start()].rstrip("."), calls[-1][1]


def _module_of(address: str) -> str:
    """The address of the module that a resource is in."""
    end = 0
    while found := _MODULE.match(address, end):
        end = found.end() + 1
    return address[: max(end - 1, 0)]
