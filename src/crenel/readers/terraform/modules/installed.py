"""Where ``terraform init`` put the modules that a root module calls: ``modules.json``.

The file is Terraform's own and has no published form; each row holds ``Key`` (the names of the
calls that lead to a module, with dots between) and ``Dir`` (as seen from the root module).
"""

from __future__ import annotations

from crenel.errors import ReadProblem
from crenel.model.source import Source
from crenel.readers.root import Root, folder_of, join
from crenel.readers.text.tree import ListNode, MapNode, Node, ScalarNode

MANIFEST = ".terraform/modules/modules.json"
_INIT = "Run `terraform init` again"


def installed(root: Root, path: str) -> dict[str, str]:
    """Key of the call -> folder below the analysed root; those outside it are left out.

    Raises ReadProblem, with its place, where a file that is there cannot be understood.
    """
    documents = root.documents(path)
    source, folder = root.read(path), folder_of(path).removesuffix(folder_of(MANIFEST)).rstrip("/")
    top = documents[0].root if documents else None
    rows = top.get("Modules") if isinstance(top, MapNode) else None
    if not isinstance(rows, ListNode):
        raise _problem("it lists no Modules", top, source)
    found = dict(_row(row, folder, source) for row in rows.items)
    return {key: one for key, one in found.items() if not one.startswith(("../", "/"))}


def _row(row: Node, folder: str, source: Source) -> tuple[str, str]:
    key, place = _text(row, "Key"), _text(row, "Dir")
    if key is None or place is None:
        raise _problem("a module of it has no Key or no Dir", row, source)
    return key, join(folder, place)


def _text(row: Node, name: str) -> str | None:
    node = row.get(name) if isinstance(row, MapNode) else None
    return node.text if isinstance(node, ScalarNode) else None


def _problem(what: str, node: Node | None, source: Source) -> ReadProblem:
    line, column = source.place(node.start if node else 0)
    return ReadProblem(what, _INIT, line=line, column=column)
