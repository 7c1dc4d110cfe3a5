"""What is really in an artifact, and what the function's code leads to of it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.supplychain.artifacts.trace import libraries
from crenel.supplychain.build.plan import Plan
from crenel.supplychain.build.prepared import Prepared
from crenel.supplychain.build.record import Note
from crenel.supplychain.build.stage import StagedFiles
from crenel.supplychain.component import Ecosystem
from crenel.supplychain.inventory.bill import Bill, Inventory
from crenel.supplychain.inventory.union import union
from crenel.supplychain.reach.installed import Installed
from crenel.supplychain.reach.reach import Reach, reach
from crenel.supplychain.sbom.content import Content, content


def bill_of(plan: Plan, found: Prepared) -> Bill:
    """The bill of the staged files; the lock's words on what is there are added to it."""
    files = StagedFiles(found.stage, f"{plan.name}.zip")
    inside, _ = libraries(files)
    fitting = [one for one in inside if one.ecosystem is plan.target.ecosystem]
    there = {(one.name, one.version) for one in [*fitting, *found.bundled]}
    pins = found.lock.pins if found.lock is not None else ()
    locked = [one for one in pins if (one.name, one.version) in there]
    told = plan.bill
    python = plan.target.ecosystem is Ecosystem.PYPI
    return Bill(
        address=told.address,
        label=told.label,
        runtime=told.runtime,
        line=told.line,
        folder=plan.folder,
        components=union([*fitting, *found.bundled, *locked]),
        provided=told.provided,
        layers=told.layers,
        gaps=told.gaps,
        size=found.stage.size,
        installed=[Installed(files)] if python else [],
    )


def reach_of(plan: Plan, bill: Bill) -> Reach:
    """What the handler leads to in the artifact."""
    return reach(bill, plan.code, plan.own_names)


def missing(plan: Plan, found: Reach) -> Iterator[Note]:
    """What the code imports and the artifact does not hold."""
    if plan.bill.gaps or plan.bill.layers:
        return  # a layer may bring it
    for one in found.undeclared:
        place = one.sightings[0]
        message = f"{one.name} is imported, and is neither in the artifact nor in the runtime"
        yield Note(message=message, file=place.file, line=place.line)


def contents(bill: Bill, told: dict[str, str], left_out: list[str]) -> Content:
    """The bill of materials, with what else is to be said of the artifact."""
    found = content(Inventory(bills=[bill]), bill.label, function=bill.address)
    part = found.parts[0]
    more = [*told.items(), *(("crenel:left-out", one) for one in left_out)]
    part = msgspec.structs.replace(part, properties=(*part.properties, *more))
    return msgspec.structs.replace(found, parts=(part,))
