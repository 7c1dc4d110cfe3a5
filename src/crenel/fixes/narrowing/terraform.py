"""The role of a function in Terraform: its own policies make room for one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from crenel.fixes.editing.edit import Edit, Refused
from crenel.fixes.editing.hcl import HclText
from crenel.fixes.narrowing import hcl_forms
from crenel.fixes.narrowing.idiom import Texts
from crenel.fixes.written import Places
from crenel.model.source import Source
from crenel.readers.root import folder_of
from crenel.readers.terraform.modules.configuration import SUFFIXES
from crenel.readers.terraform.syntax.hcl import parse_body
from crenel.readers.terraform.syntax.nodes import Block
from crenel.readers.terraform.syntax.places import Problems

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Case, Statement

_ROLE = "aws_iam_role"
_OF_ROLES = ("aws_iam_role_policy", "aws_iam_role_policy_attachment")
_DOCUMENTS = ("aws_iam_policy", "aws_iam_policy_document")
_ADDRESS = re.compile(r"((?:module\.[\w-]+\.)*)([\w-]+)\.([\w-]+)")
_INNER = ("managed_policy_arns", "inline_policy", "permissions_boundary")


def write(texts: Texts, case: Case, statements: Sequence[Statement] | None) -> None:
    """Writes a document and an inline policy; into the function's own role where it has one."""
    if statements is None:
        return
    origin = case.function.origin
    found = _ADDRESS.fullmatch(origin.logical_id)
    if found is None:
        raise Refused("its block makes several functions: narrow their role by hand")
    module, kind, name = found.groups()
    file = Places(texts.root).find(origin.file, kind, origin.logical_id).file
    if file.endswith(".json"):
        raise Refused(f"{file} is JSON: write the role's policies by hand")
    block = HclText(texts.text(file)).resource(kind, name)
    if {"count", "for_each"} & block.body.attributes.keys():
        raise Refused("its block makes several functions: narrow their role by hand")
    folder = Folder(texts, folder_of(file))
    own = _own_role(case, module, folder)
    if own is None:
        own = folder.free(f"{name}_role")
        _take_on(texts, file, (kind, name), own)
        _append(texts, file, hcl_forms.role(own))
    else:
        folder.take_out(own)
    if statements:
        names = (folder.free(f"{name}_needs"), own, folder.provider(own))
        _append(texts, file, hcl_forms.policy(names, statements, module))


def _own_role(case: Case, module: str, folder: Folder) -> str | None:
    """The name of the role, where only this function runs as it and its block is plain."""
    identity = case.answer.grants.identity
    if identity is None or case.answer.grants.shared > 1:
        return None
    found = _ADDRESS.fullmatch(identity.origin.logical_id)
    if found is None or found[1] != module or found[2] != _ROLE:
        return None
    block = folder.block("resource", _ROLE, found[3])
    if block is None:
        return None
    inner = {*block.body.attributes, *(one.type for one in block.body.blocks)}
    return None if inner & {"count", "for_each", *_INNER[:2]} else found[3]


def _take_on(texts: Texts, file: str, at: tuple[str, str], role: str) -> None:
    """Makes the function run as another role."""
    value = HclText(texts.text(file)).resource(*at).body.value("role")
    if value is None:
        raise Refused("its block names no role")
    texts.edit(file, Edit(value.start, value.end, f"{_ROLE}.{role}.arn"))


def _append(texts: Texts, file: str, added: str) -> None:
    text = texts.text(file)
    newline = "\r\n" if "\r\n" in text else "\n"
    end = len(text.rstrip())
    texts.edit(file, Edit(end, len(text), ("\n\n" + added).replace("\n", newline)))


class Folder:
    """The blocks of one folder of configuration, as the texts are now."""

    def __init__(self, texts: Texts, folder: str) -> None:
        self._texts = texts
        prefix = f"{folder}/" if folder else ""
        names = texts.root.children(folder)
        self._files = sorted(f"{prefix}{name}" for name in names if name.endswith(SUFFIXES[::2]))

    def _blocks(self) -> Iterable[tuple[str, Block]]:
        for file in self._files:
            problems: Problems = []
            source = Source(file, self._texts.text(file))
            yield from ((file, block) for block in parse_body(source, problems).blocks)

    def block(self, word: str, kind: str, name: str) -> Block | None:
        """A block by its type and labels."""
        return next(
            (one for _, one in self._blocks() if one.type == word and one.labels == [kind, name]),
            None,
        )

    def provider(self, role: str) -> str:
        """The provider that a role names, as it is written; empty where it names none."""
        block = self.block("resource", _ROLE, role)
        value = block.body.value("provider") if block is not None else None
        return value.span.text if value is not None else ""

    def free(self, wanted: str) -> str:
        """A name that no block has."""
        taken = {one.labels[-1] for _, one in self._blocks() if one.labels}
        names = [wanted, *(f"{wanted}{number}" for number in range(2, 100))]
        return next(one for one in names if not {one, f"{one}_trust"} & taken)

    def take_out(self, role: str) -> None:
        """Takes out what gives a role its policies, and what was there for that alone."""
        named = re.compile(rf'"?(?:\$\{{)?{_ROLE}\.{re.escape(role)}\.(?:name|id)\}}?"?')
        gone = [
            (file, block)
            for file, block in self._blocks()
            if block.labels[:1] and block.labels[0] in _OF_ROLES
            if (value := block.body.value("role")) is not None
            and named.fullmatch(value.span.text.strip())
        ]
        while True:
            lonely = self._lonely(gone)
            if not lonely:
                break
            gone.extend(lonely)
        for file, block in sorted(gone, key=lambda one: -one[1].whole.start):
            self._cut(file, block)

    def _lonely(self, gone: list[tuple[str, Block]]) -> list[tuple[str, Block]]:
        """Documents and policies that only what goes refers to."""
        left = [(f, b) for f, b in self._blocks() if not _among(b, gone)]
        known = " ".join(block.whole.span.text for _, block in left)
        going = " ".join(block.whole.span.text for _, block in gone)
        return [
            (file, block)
            for file, block in left
            if block.labels[:1]
            and block.labels[0] in _DOCUMENTS
            and _refers(going, block)
            and not _refers(known, block)
        ]

    def _cut(self, file: str, block: Block) -> None:
        """A block goes with its line breaks and the comment right above it."""
        text = self._texts.text(file)
        start, end = text.rfind("\n", 0, block.whole.start) + 1, block.whole.end
        while start and re.match(r"[ \t]*(#|//)", text[text.rfind("\n", 0, start - 1) + 1 : start]):
            start = text.rfind("\n", 0, start - 1) + 1
        after = re.compile(r"[ \t]*(?:\r?\n)*").match(text, end)
        self._texts.edit(file, Edit(start, after.end() if after else end, ""))


def _among(block: Block, gone: list[tuple[str, Block]]) -> bool:
    key = (block.source.path, block.whole.start)
    return any((one.source.path, one.whole.start) == key for _, one in gone)


def _refers(text: str, block: Block) -> bool:
    """Does a text name the block? Its own heading does not: labels are quoted there."""
    word = "data." if block.type == "data" else ""
    address = re.escape(f"{word}{'.'.join(block.labels)}")
    return re.search(rf"(?<![\w.-]){address}(?![\w-])", text) is not None
