"""``--tree-shake``: leaving out what the handler does not reach, where that is safe.

Two steps. A distribution goes where the code leads to it in no way: no import, no library that asks
for it, nothing that loads by a computed name (see ``supplychain/reach``). A module of a library
that is used goes where nothing that is reached imports it; not at all where anything that is
reached loads by a computed name, and not in libraries with compiled code, whose imports cannot be
seen. Data files stay with their library.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import msgspec

from crenel.supplychain.build.plan import Plan
from crenel.supplychain.build.prepared import Prepared
from crenel.supplychain.build.record import Note
from crenel.supplychain.build.stage import StagedFiles
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.inventory.bill import Bill, Component
from crenel.supplychain.reach.imports import imports_of, loaded_literally, parsed
from crenel.supplychain.reach.reach import Reach, Use

_COMPUTED = frozenset(
    {
        "__import__",
        "dictConfig",
        "entry_points",
        "exec",
        "eval",
        "fileConfig",
        "find_spec",
        "get_importer",
        "import_module",
        "import_object",
        "import_string",
        "iter_entry_points",
        "iter_modules",
        "load_entry_point",
        "load_module",
        "locate",
        "resolve_name",
        "run_module",
        "run_path",
        "spec_from_file_location",
        "walk_packages",
    }
)
"""Calls that load, or find, modules by a name that is computed."""
_PICKLES = frozenset({"pickle", "cPickle", "dill", "cloudpickle", "shelve"})


class Shaken(msgspec.Struct, frozen=True, kw_only=True):
    """What may go."""

    distributions: tuple[str, ...] = ()
    """Package URLs that nothing leads to."""
    modules: tuple[str, ...] = ()
    """Files of modules that nothing imports."""
    notes: tuple[Note, ...] = ()


def shaken(plan: Plan, found: Prepared, bill: Bill, told: Reach) -> Shaken:
    """What of an artifact nothing reaches."""
    if plan.target.ecosystem is not Ecosystem.PYPI:
        message = "--tree-shake does nothing here: bundling already leaves out what is not imported"
        return Shaken(notes=(Note(message=message),))
    unused = tuple(
        one.purl
        for one in bill.components
        if told.uses.get(one.key) is Use.UNUSED and one.presence.is_there
    )
    why_not = next(_computed(plan, found, bill), None)
    if why_not is not None:
        return Shaken(distributions=unused, notes=(why_not,))
    return Shaken(distributions=unused, modules=tuple(_modules(plan, found, bill, set(unused))))


def _computed(plan: Plan, found: Prepared, bill: Bill) -> Iterator[Note]:
    """Why no module may go: where something is loaded by a computed name."""
    if plan.code is None:
        yield Note(message=f"no module was left out: {plan.why_no_code}")
        return
    files = StagedFiles(found.stage, f"{plan.name}.zip")
    own = [(one.path, one.text) for one in plan.code.facts.modules]
    reached = ((path, files.read(path).decode("utf-8", "replace")) for path in _reached(plan, bill))
    for path, text in [*own, *reached]:
        line = _loads_computed(text)
        if line:
            message = "no module was left out: it loads something by a computed name"
            yield Note(message=message, file=path, line=line)
            return


def _loads_computed(text: str) -> int:
    """The line of the first call that loads by a computed name; 0 for none."""
    tree = parsed(text)
    if tree is None:
        return 1
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = name or getattr(node.func, "id", "")
            if name in _COMPUTED and loaded_literally(node) is None:
                return node.lineno
        elif isinstance(node, ast.Import | ast.ImportFrom) and _PICKLES & _names(node):
            return node.lineno
    return 0


def _names(node: ast.Import | ast.ImportFrom) -> set[str]:
    base = getattr(node, "module", None)
    return {base} if base else {one.name for one in node.names}


def _reached(plan: Plan, bill: Bill) -> set[str]:
    """The files of library modules that the handler leads to."""
    if plan.code is None:
        return set()
    taken = imports_of(plan.code.facts, Ecosystem.PYPI).taken
    names = [one.names for one in taken]
    return {path for one in bill.installed for path in one.files_reached(names)}


def _modules(plan: Plan, found: Prepared, bill: Bill, gone: set[str]) -> Iterator[str]:
    native = {one.purl for one in bill.components if _is_native(one)}
    reached = _reached(plan, bill)
    for entry in found.stage:
        library = entry.owner not in ("", *native, *gone) and ".dist-info/" not in entry.name
        if library and entry.name.endswith(".py") and entry.name not in reached:
            yield entry.name


def _is_native(one: Component) -> bool:
    return any(sighting.native for sighting in one.sightings)
