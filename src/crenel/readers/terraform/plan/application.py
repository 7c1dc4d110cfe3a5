"""A plan -> its application: alone, or laid over the folder that it was made from."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crenel.model.application import Application
from crenel.model.resource import Origin, Resource
from crenel.model.value import Map, Value, known, mapping
from crenel.readers.options import Options
from crenel.readers.root import folder_of
from crenel.readers.templates import stand_ins
from crenel.readers.terraform.allowance import room
from crenel.readers.terraform.application import FORMAT, Read, entities_around, file_of, is_made
from crenel.readers.terraform.modules.configuration import Folders
from crenel.readers.terraform.modules.module import Module
from crenel.readers.terraform.modules.resources import resources
from crenel.readers.terraform.modules.run import Run
from crenel.readers.terraform.plan.document import Plan, PlannedResource
from crenel.readers.terraform.plan.laid_over import laid_over
from crenel.readers.terraform.plan.references import References
from crenel.readers.terraform.plan.values import PlannedValues
from crenel.readers.terraform.syntax.json_syntax import literal
from crenel.readers.vocabulary.terraform import meaning_of

MAX_RESOURCES = 10_000


def read_plan(path: str, folders: Folders, options: Options) -> Read:
    """The application of a plan. Raises ReadProblem where it is none."""
    with room():
        return _read(path, folders, options)


def _read(path: str, folders: Folders, options: Options) -> Read:
    plan = Plan(folders.root.read(path))
    folder = folder_of(path)
    run = Run(folder, folders, options)
    module = _module(plan, run) if folders.has(folder) else None
    written = {} if module is None else {one.id: one for one in resources(module)}
    made = list(_merged(plan, path, written, run))
    meaning = meaning_of(made)
    run.sources[path] = plan.source
    run.problems.extend(plan.problems)
    entities = [*meaning.entities, *([] if module is None else entities_around(module, meaning))]
    known_as = {} if module is None else {file_of(module): FORMAT}
    application = Application(
        path,
        "terraform-plan",
        entities,
        environment=options.environment,
        stands_for=dict(stand_ins(meaning.resources)),
        sources=run.sources.values(),
        resource_count=sum(1 for one in made if is_made(one)),
        problems=lambda: run.problems,
        templates=known_as,
    )
    return Read(application, run)


def _module(plan: Plan, run: Run) -> Module:
    """The folder's own module, given the values that the plan was made with."""
    for name, value in plan.variables():
        run.inputs.plan(name, literal(plan.source, value))
    return Module(run.folders.get(run.folder), run)


def _merged(plan: Plan, path: str, written: dict[str, Resource], run: Run) -> Iterator[Resource]:
    planned = list(plan.resources())
    if len(planned) > MAX_RESOURCES:
        sentence = f"more than {MAX_RESOURCES:,} resources: the rest is not judged"
        run.note(sentence, plan.span(planned[MAX_RESOURCES].place))
        planned = planned[:MAX_RESOURCES]
    references = References(plan, (one.address for one in planned))
    unknown = plan.unknown()
    by_block = {_without_index(address): one for address, one in written.items()}
    seen = set()
    for one in planned:
        if one.address in seen:
            continue
        seen.add(one.address)
        values = PlannedValues(plan, references, one.address, one.type)
        expressions = references.expressions(one.module, one.block)
        properties = values.properties(one.values, unknown.get(one.address), expressions)
        source = written.get(one.address) or by_block.get(_without_index(one.address))
        yield _resource(one, properties, source, plan, path)
    yield from (one for address, one in written.items() if _is_data(one) and address not in seen)


def _resource(
    one: PlannedResource, properties: Value, source: Resource | None, plan: Plan, path: str
) -> Resource:
    kind = f"data.{one.type}" if one.mode == "data" else one.type
    if source is None:
        return Resource(
            id=one.address,
            type=kind,
            properties=properties,
            origin=Origin(path, one.address, kind, plan.span(one.place)),
            attributes=mapping({"working_folder": known(folder_of(path))}),
        )
    same = isinstance(properties, Map)
    return Resource(
        id=one.address,
        type=kind,
        properties=laid_over(properties, source.properties) if same else source.properties,
        origin=msgspec.structs.replace(source.origin, logical_id=one.address),
        attributes=source.attributes,
    )


def _is_data(resource: Resource) -> bool:
    return resource.type.startswith("data.")


def _without_index(address: str) -> str:
    """The address of the block: keys in quotes may hold brackets, so it is cut from the end."""
    if not address.endswith("]"):
        return address
    quoted = address.endswith('"]')
    start = address.rfind('["') if quoted else address.rfind("[")
    return address[:start] if start > 0 else address
