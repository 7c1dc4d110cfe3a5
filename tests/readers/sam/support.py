"""Running our expansion and the public translator on one template, and writing both alike."""

import itertools
import json
import os
import re
from pathlib import Path

from crenel.model.source import Source
from crenel.model.value import Absent, Choice, List, Map
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.resources import resources, section_values
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import template_of
from crenel.readers.root import Root
from crenel.readers.sam.expand import expand
from crenel.readers.text.parse import parse

REGION = "eu-west-3"
MAX_DEPLOYMENTS = 12

UNORDERED = frozenset(
    {
        "ManagedPolicyArns",
        "Policies",
        "Tags",
        "tags",
        "RecordSets",
        "StageKeys",
        "ApiStages",
        "Statement",
    }
)
"""Lists whose order says nothing."""

_HASH = re.compile(r"[0-9a-f]{10}")


# -- ours ----------------------------------------------------------------------------------------


def scope_of(text, path="template.yaml"):
    """The scope of the first template in a text."""
    source = Source(path, text)
    for document in parse(text):
        template = template_of(source, document)
        if template is not None:
            return Scope(template, Environment(), Root(Path(__file__).parent))
    return None


def ours(text, *, folder=""):
    """Our resources of a template, and the notes."""
    scope = scope_of(text)
    notes = []
    made = expand(
        list(resources(scope)),
        section_values(scope, "Globals"),
        folder=folder,
        note=lambda sentence, span: notes.append((sentence, span)),
    )
    return made, notes


def by_id(text):
    """Our resources of a template by id."""
    return {resource.id: resource for resource in ours(text)[0]}


# -- the public translator -----------------------------------------------------------------------


def prepared(text):
    """The template as plain data, with what the translator wants to lie in S3 lying there."""
    from samtranslator.yaml_helper import yaml_parse  # noqa: PLC0415 - half a second

    template = yaml_parse(text)
    for resource in (template.get("Resources") or {}).values():
        if isinstance(resource, dict) and isinstance(resource.get("Properties"), dict):
            _upload(resource["Properties"])
    shared = template.get("Globals")
    for properties in shared.values() if isinstance(shared, dict) else ():
        if isinstance(properties, dict):
            _upload(properties)
    return json.loads(json.dumps(template, default=str))


def _upload(properties):
    for name in ("CodeUri", "ContentUri", "DefinitionUri"):
        place = properties.get(name)
        if isinstance(place, str) and not place.startswith("s3://"):
            properties[name] = "s3://bucket/key"


def translated(template):
    """What the public translator makes of a template."""
    os.environ["AWS_DEFAULT_REGION"] = REGION
    from samtranslator.translator.transform import transform  # noqa: PLC0415 - wants a region

    class NoPolicies:
        def load(self):
            return {}

    return transform(json.loads(json.dumps(template)), {}, NoPolicies())


def theirs(template):
    """The translator's resources, read as any CloudFormation template is."""
    scope = scope_of(json.dumps(translated(template), default=str))
    return list(resources(scope))


# -- one writing for both ------------------------------------------------------------------------


def deployments(*groups):
    """Deployments that between them decide every condition: subject -> value."""
    seen: dict[str, dict[str, None]] = {}
    for resource in itertools.chain(*groups):
        for guard in guards_in(resource):
            for atom, _ in guard.answers:
                seen.setdefault(atom.subject, {}).setdefault(atom.value)
    choices = [[(subject, value) for value in (*values, "")] for subject, values in seen.items()]
    total = 1
    for choice in choices:
        total *= len(choice)
    step = max(1, total // MAX_DEPLOYMENTS)
    found = [dict(one) for one in itertools.islice(itertools.product(*choices), 0, total, step)]
    return found[:MAX_DEPLOYMENTS] or [{}]


def guards_in(resource):
    """Every guard of a resource and of the values in it."""
    yield resource.guard
    pending = [resource.properties]
    while pending:
        value = pending.pop()
        if isinstance(value, Choice):
            for guard, branch in value.branches:
                yield guard
                pending.append(branch)
        elif isinstance(value, List):
            pending.extend(value.elements)
        elif isinstance(value, Map):
            pending.extend(value.content.values())


def holds(guard, deployment):
    """Does a guard hold in a deployment?"""
    return all(
        (deployment.get(atom.subject, "") == atom.value) is answer for atom, answer in guard.answers
    )


def plain(value, deployment, names, key=""):
    """A value in a deployment as plain data: references and unknowns as ``${Name}``."""
    if isinstance(value, Choice):
        for guard, branch in value.branches:
            if holds(guard, deployment):
                return plain(branch, deployment, names, key)
        return None
    if isinstance(value, Map):
        entries = (
            (name, plain(one, deployment, names, name)) for name, one in value.content.items()
        )
        return {name: one for name, one in entries if one is not None}
    if isinstance(value, List):
        elements = [plain(one, deployment, names) for one in value.elements]
        found = [one for one in elements if one is not None]
        return sorted(found, key=_written) if key in UNORDERED else found
    return None if isinstance(value, Absent) else _text(value, names)


def _written(data):
    return json.dumps(data, sort_keys=True)


def _text(value, names):
    text = value.text()
    for old, new in names.items():
        if old in text:
            text = re.sub(rf"\$\{{{old}(?=[.}}])", f"${{{new}", text)
    return text.replace("${AWS::Partition}", "aws").replace("${AWS::Region}", REGION)


def in_deployment(group, deployment, names=None):
    """The resources that a deployment makes: id -> (type, properties)."""
    names = names or {}
    found = {}
    for resource in group:
        if holds(resource.guard, deployment):
            identity = names.get(resource.id, resource.id)
            found[identity] = (resource.type, plain(resource.properties, deployment, names) or {})
    return found


def unhashed(their_group, our_group):
    """Ids that end in a hash -> the id without it, where we make one of that id and type."""
    kinds = {(resource.id, resource.type) for resource in our_group}
    names = _paired(their_group, our_group)
    for resource in their_group:
        if resource.id in names:
            continue
        stem, tail = resource.id[:-10], resource.id[-10:]
        same = (resource.id, resource.type) in kinds
        if not same and _HASH.fullmatch(tail) and (stem, resource.type) in kinds:
            names[resource.id] = stem
    return names


def _paired(their_group, our_group):
    """Ids whose hashes differ because they are of a value in another form."""
    their_ids = {(resource.id, resource.type) for resource in their_group}
    our_ids = {(resource.id, resource.type) for resource in our_group}
    free: dict[tuple[str, str], list[str]] = {}
    for identity, kind in our_ids - their_ids:
        if _HASH.fullmatch(identity[-10:]):
            free.setdefault((identity[:-10], kind), []).append(identity)
    names = {}
    for identity, kind in sorted(their_ids - our_ids):
        ours_ = free.get((identity[:-10], kind), [])
        if _HASH.fullmatch(identity[-10:]) and len(ours_) == 1:
            names[identity] = ours_[0]
    return names


def differences(one, other, path=""):
    """Where two plain values differ: (path, one, other)."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), f"{path}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{index}]")
    elif one != other:
        yield path, one, other


def compare(text):
    """Every difference: (id, type, path) -> (theirs, ours); and how many properties agree."""
    template = prepared(text)
    their_group = theirs(template)
    our_group, _ = ours(json.dumps(template))
    names = unhashed(their_group, our_group)
    found: dict[tuple[str, str, str], tuple[object, object]] = {}
    same = 0
    for deployment in deployments(their_group, our_group):
        expected = in_deployment(their_group, deployment, names)
        actual = in_deployment(our_group, deployment)
        for identity in sorted({*expected, *actual}):
            kind, properties = expected.get(identity, ("", None))
            our_kind, our_properties = actual.get(identity, ("", None))
            if kind != our_kind:
                found.setdefault((identity, kind or our_kind, "Type"), (kind, our_kind))
                continue
            for name in {*properties, *our_properties}:
                left, right = properties.get(name), our_properties.get(name)
                many = list(differences(left, right, f"/{name}"))
                same += not many
                for path, theirs_, ours_ in many:
                    found.setdefault((identity, kind, path), (theirs_, ours_))
    return found, same
