"""From the paths that a person named to inventory and reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from crenel.analysis.knowledge import Knowledge
from crenel.errors import CrenelError
from crenel.model.entities import Function
from crenel.model.verdict import Unread
from crenel.readers.options import Options
from crenel.readers.project import Project, project, root_folder
from crenel.readers.root import Root
from crenel.supplychain.inventory.bill import Bill, Inventory
from crenel.supplychain.inventory.take import Taking
from crenel.supplychain.manifests.read import reader_of
from crenel.supplychain.reach.reach import Reach, reach
from crenel.supplychain.sbom.read import read_bills


class Shipped(msgspec.Struct, frozen=True, kw_only=True):
    """The inventory of what was named, and what each function's code leads to."""

    inventory: Inventory
    reaches: dict[str, Reach]
    unread: tuple[Unread, ...]
    root: str


def shipped(paths: list[Path], options: Options, today: date) -> Shipped:
    """Reads applications, manifests and artifacts. Raises UsageError for a path that is missing."""
    manifests = [path for path in paths if path.is_file() and reader_of(path.name)]
    if manifests and len(manifests) == len(paths):
        return _of_manifests(manifests)
    read = project([path for path in paths if path not in manifests], options)
    taking = Taking(read.root)
    reaches: dict[str, Reach] = {}
    for application in read.applications():
        app = Knowledge(application, today, read.root)
        try:
            taking.gather(app)
            if options.code:
                reaches.update(_reaches(app, taking))
        except CrenelError:
            raise
        except Exception as error:  # noqa: BLE001 - one application must not hide the others
            read.failed(application.file, error)
    inventory = taking.done(_files(read, options))
    return Shipped(
        inventory=inventory,
        reaches=reaches,
        unread=tuple(read.unread),
        root=root_folder(paths).as_posix(),
    )


def _of_manifests(paths: list[Path]) -> Shipped:
    """Manifests alone: libraries of no function."""
    folder = root_folder(paths)
    inventory = Taking(Root(folder)).done(path.relative_to(folder).as_posix() for path in paths)
    return Shipped(inventory=inventory, reaches={}, unread=(), root=folder.as_posix())


def of_bills(paths: list[Path]) -> Shipped:
    """The libraries of bills of materials that somebody wrote. Raises UsageError."""
    read = read_bills(paths)
    inventory = Inventory(bills=sorted(read.bills, key=lambda one: one.address))
    root = Path(paths[0]).as_posix()
    return Shipped(inventory=inventory, reaches={}, unread=tuple(read.unread), root=root)


def _files(read: Project, options: Options) -> Iterable[str]:
    return (path for path in read.root.files() if not options.excluded(path))


def _reaches(app: Knowledge, taking: Taking) -> dict[str, Reach]:
    found: dict[str, Reach] = {}
    for function in app.all(Function):
        bill = taking.bill(function)
        found[bill.address] = reach(bill, app.code_of(function), own_names(bill, taking))
    return found


def own_names(bill: Bill, taking: Taking) -> set[str]:
    """The names of files and folders that code of one's own may be imported by."""
    root = taking.places.root
    folders = [*([bill.folder] if bill.folder is not None else []), *bill.layer_folders]
    # What AWS puts beside code that is written in a template.
    names = {"cfnresponse", "cfn-response"} if bill.folder is None else set()
    relatives = taking.places.relatives(bill.folder) if bill.folder is not None else set()
    for folder in folders:
        for place in (folder, f"{folder}/python", f"{folder}/nodejs/node_modules"):
            names.update(name.partition(".")[0] for name in root.children(place.strip("/")))
    installed = {
        module.partition(".")[0] for one in bill.components for module in one.all("modules")
    }
    return (names - installed) | relatives
