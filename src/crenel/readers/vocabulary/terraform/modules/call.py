"""What the calls of modules share: switches, maps of things, statements, roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crenel.model.provenance import How, Step
from crenel.model.resource import Resource
from crenel.model.value import Absent, Known, Map, Ref, Value, known, mapping, sequence, where
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform.policy_documents import statement_of
from crenel.readers.vocabulary.terraform.values import per_case, within
from crenel.readers.vocabulary.terraform.written import Written


def off(it: Written, *switches: str) -> bool:
    """Is one of these switches known to be off?"""
    return any(it[switch].is_false().certain for switch in switches)


def on(it: Written, switch: str) -> bool:
    """Is a switch, off by default, on or not known?"""
    return it[switch].is_true().possible or it[switch].is_true().value is None


def documented(it: Written, text: str) -> Value:
    """A text that the module's documentation says it sets."""
    span = it.resource.origin.span
    return known(text, span, Step(How.EXPANSION, "what the module is documented to make", span))


def things(it: Written, path: str) -> Iterator[tuple[str, Value]]:
    """The entries of a map of things, each where it holds; none for a map that is not known."""
    for guard, name, value in it.listed(path).entries():
        yield name, where(guard, value)


def role_document(it: Written, service: str) -> Value:
    """Who may assume the role of a module: its service, and the entities that it is told."""
    more = [item for _, item in it.listed("trusted_entities").items() if isinstance(item, Known)]
    services = sequence([documented(it, service), *more])
    allowed = mapping(
        {
            "Effect": documented(it, "Allow"),
            "Action": documented(it, "sts:AssumeRole"),
            "Principal": mapping({"Service": services}),
        }
    )
    return mapping({"Statement": sequence([allowed])})


def role(it: Written, name: str, service: str, *added: Value) -> Resource:
    """The role that a module makes for what it deploys, with the policies that it is told."""
    attached = [
        where(guard, item)
        for switch, path in (("attach_policies", "policies"), ("attach_policy", "policy"))
        if on(it, switch)
        for guard, item in it.listed(path).items()
    ]
    documents = [
        item
        for switch, path in (
            ("attach_policy_json", "policy_json"),
            ("attach_policy_jsons", "policy_jsons"),
        )
        if on(it, switch)
        for _, item in it.listed(path).items()
    ]
    return it.made(
        "AWS::IAM::Role",
        {
            "RoleName": it["role_name"].or_else(it[name]),
            "AssumeRolePolicyDocument": role_document(it, service),
            "PermissionsBoundary": it["role_permissions_boundary"],
            "ManagedPolicyArns": sequence(attached) if attached else Absent(),
            "Policies": sequence(_policies(it, documents, added)),
        },
        "#role",
    )


def _policies(it: Written, documents: Iterable[Value], added: Iterable[Value]) -> list[Value]:
    told = [mapping({"PolicyDocument": embedded(one)}) for one in documents]
    statements = (
        policy_statements(it, "policy_statements")
        if on(it, "attach_policy_statements")
        else Absent()
    )
    if not isinstance(statements, Absent):
        told.append(mapping({"PolicyDocument": mapping({"Statement": statements})}))
    made = [mapping({"PolicyDocument": mapping({"Statement": sequence([one])})}) for one in added]
    return [*told, *made]


def policy_statements(it: Written, path: str) -> Value:
    """A map (or list) of statements in the module's notation, as a policy has them."""
    value = it.listed(path)
    if isinstance(value, Absent):
        return value

    def change(case: Value) -> Value:
        if isinstance(case, Map):
            return sequence([statement_of(one) for _, _, one in case.entries()], case.span)
        made = [where(guard, statement_of(one)) for guard, one in case.items()]
        return sequence(made, case.span)

    return per_case(value, change)


def allowed(it: Written, actions: Iterable[str], resources: Value | None = None) -> Value:
    """A statement that a module is documented to add; on everything, where it names nothing."""
    return mapping(
        {
            "Effect": documented(it, "Allow"),
            "Action": sequence([documented(it, one) for one in actions]),
            "Resource": documented(it, "*") if resources is None else resources,
        }
    )


def alone(ref: Ref, value: Value) -> Value:
    """The value that is given, or what the module makes itself."""
    return ref if isinstance(value, Absent) or value.known() == "" else value


def inside(value: Value, *paths: str) -> Value:
    """The first of several inputs inside a thing that is given: versions name them differently."""
    found: Value = Absent()
    for path in paths:
        found = found.or_else(within(value, path))
    return found
