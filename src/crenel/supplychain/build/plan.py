"""Which functions are to be built, and what is known of each before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from crenel.analysis.code import Code
from crenel.analysis.knowledge import Knowledge
from crenel.code.locate import NotFound
from crenel.errors import CrenelError, UsageError
from crenel.model.entities import Function, Layer
from crenel.model.source import Span
from crenel.model.value import Value
from crenel.model.verdict import Unread
from crenel.readers.options import Options
from crenel.readers.project import project, root_folder
from crenel.supplychain.build.bundling import Bundling, bundling_of
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.target import Target, target_of
from crenel.supplychain.inventory.bill import Bill
from crenel.supplychain.inventory.take import Taking, manifests_in, place_of
from crenel.supplychain.manifests.manifest import Manifest
from crenel.supplychain.survey import own_names

Built = TypeVar("Built", Function, Layer)
ARCHIVES = (".zip", ".jar", ".whl")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One function that is to be built."""

    bill: Bill
    """What the survey says of it: manifests, layers, what the runtime brings."""
    manifests: tuple[Manifest, ...] = ()
    """Its own, without those of layers."""
    handler: str
    folder: str
    """Its code folder as seen from the root."""
    target: Target
    code: Code | None
    why_no_code: str = ""
    bundling: Bundling = Bundling()
    below: str = ""
    """The folder of the artifact that everything is put into; empty for none."""
    is_layer: bool = False
    own_names: frozenset[str] = frozenset()
    """Names that files of its own are imported by."""

    @property
    def name(self) -> str:
        """Its name in the template."""
        return self.bill.label


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A function that is not built: refused, or delivered another way."""

    address: str
    name: str
    refusal: Refused
    skipped: bool = False


class Plans(msgspec.Struct, frozen=True, kw_only=True):
    """All functions of some paths."""

    taking: Taking
    plans: tuple[Plan, ...]
    answers: tuple[Answer, ...]
    unread: tuple[Unread, ...]
    root: Path


def plans(paths: list[Path], options: Options, today: date, names: Iterable[str] = ()) -> Plans:
    """The functions and layers of applications, or those that are named. Raises UsageError."""
    from crenel.supplychain.build.plan_layer import plan_of  # noqa: PLC0415 - it needs Plan

    read = project(paths, options)
    taking = Taking(read.root)
    found: dict[str, Plan | Answer] = {}
    for application in read.applications():
        app = Knowledge(application, today, read.root)
        try:
            taking.gather(app)
            for function in app.all(Function):
                one = _planned(app, function, taking)
                found.setdefault(function.origin.address, one)
            for layer in app.all(Layer):
                found.setdefault(layer.origin.address, _answered(layer, plan_of, taking))
        except CrenelError:
            raise
        except Exception as error:  # noqa: BLE001 - one application must not hide the others
            read.failed(application.file, error)
    chosen = list(_chosen(found, list(names)))
    return Plans(
        taking=taking,
        plans=tuple(one for one in chosen if isinstance(one, Plan)),
        answers=tuple(one for one in chosen if isinstance(one, Answer)),
        unread=tuple(dict.fromkeys(read.unread)),
        root=root_folder(paths),
    )


def _chosen(found: dict[str, Plan | Answer], names: list[str]) -> Iterator[Plan | Answer]:
    labels = {address: one.name for address, one in found.items()}
    for name in names:
        if name not in labels and name not in labels.values():
            known = ", ".join(sorted(set(labels.values()))) or "there is none"
            raise UsageError(f"there is no function {name!r}", f"Known functions: {known}")
    for address in sorted(found):
        if not names or address in names or labels[address] in names:
            yield found[address]


def _planned(app: Knowledge, function: Function, taking: Taking) -> Plan | Answer:
    return _answered(function, lambda one, taking: _plan(app, one, taking), taking)


def _answered(
    one: Built, planned: Callable[[Built, Taking], Plan], taking: Taking
) -> Plan | Answer:
    try:
        return planned(one, taking)
    except OtherWay as other:
        return Answer(address=one.origin.address, name=one.label, refusal=other, skipped=True)
    except Refused as refusal:
        return Answer(address=one.origin.address, name=one.label, refusal=refusal)


def refuse_makefile(method: Value, place: Span) -> None:
    """Raises Refused for what the project's own commands build."""
    if method.text().lower() == "makefile":
        what, do = "it is built by its Makefile, which crenel does not run", "Build it with sam"
        raise Refused(what, do, file=place.file, line=place.line)


class OtherWay(Refused):
    """Its code is delivered another way: nothing is wrong."""


def _plan(app: Knowledge, function: Function, taking: Taking) -> Plan:
    place = function.origin.span
    package = function.package
    if not package.image.is_absent().certain:
        raise OtherWay("its code is a container image", file=place.file, line=place.line)
    if not package.inline.is_absent().certain:
        raise OtherWay("its code stands in the template", file=place.file, line=place.line)
    folder = place_of(package.folder, package.base)
    if folder is None or not taking.places.root.exists(folder):
        what = f"its code is not among the files: {package.folder.text() or 'no local folder'}"
        raise Refused(what, "Name a folder that is there", file=place.file, line=place.line)
    if folder.lower().endswith(ARCHIVES):
        raise OtherWay(f"{folder} is built already", file=place.file, line=place.line)
    refuse_makefile(package.build, place)
    target = target_of(function)
    bill = taking.bill(function)
    found = app.code.of(function) if app.code is not None else None
    located = None if found is None or isinstance(found, NotFound) else found
    return Plan(
        bill=bill,
        manifests=tuple(manifests_in(taking.places, folder, package.base, target.ecosystem)),
        handler=str(function.handler.known() or ""),
        folder=folder,
        target=target,
        bundling=bundling_of(function),
        code=located,
        why_no_code=found.reason if isinstance(found, NotFound) else "",
        own_names=frozenset(own_names(bill, taking)),
    )
