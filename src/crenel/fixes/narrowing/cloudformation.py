"""The role of a function in CloudFormation: its own is written anew, a shared one is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crenel.fixes.editing.edit import Refused
from crenel.fixes.narrowing.forms import VERSION, Json, document
from crenel.fixes.narrowing.idiom import Texts
from crenel.readers.text.tree import MapNode

if TYPE_CHECKING:
    from crenel.fixes.narrowing.wanted import Case, Statement
    from crenel.model.entities import Identity

_ROLE = "AWS::IAM::Role"
_POLICIES = ["Properties", "Policies"]


def write(texts: Texts, case: Case, statements: Sequence[Statement] | None) -> None:
    """Writes the policies of the function's own role, or a role of its own."""
    if statements is None:
        return
    identity = case.answer.grants.identity
    if identity is not None and is_its_own(case, identity):
        at = (identity.origin.file, _ROLE, identity.origin.logical_id)
        texts.take_out(at, ["Properties", "ManagedPolicyArns"])
        if statements:
            texts.put(at, _POLICIES, [_inline(case, statements)])
        else:
            texts.take_out(at, _POLICIES)
    else:
        _of_its_own(texts, case, statements)


def is_its_own(case: Case, identity: Identity) -> bool:
    """Does only this function run as it, and does all that it is granted stand in it?"""
    alone = case.answer.grants.shared == 1 and not identity.guard
    apart = case.app.policies_of(identity)
    return alone and identity.origin.type == _ROLE and not apart


def _inline(case: Case, statements: Sequence[Statement]) -> Json:
    name = f"{case.function.origin.logical_id}Needs"
    return {"PolicyName": name, "PolicyDocument": document(statements)}


def _of_its_own(texts: Texts, case: Case, statements: Sequence[Statement]) -> None:
    identity = case.answer.grants.identity
    if identity is not None and not identity.boundary.is_absent().certain:
        raise Refused("its role has a permissions boundary: give the function's own one, too")
    function = case.function
    file = function.origin.file
    name = _free(texts, file, f"{function.origin.logical_id}Role")
    tree = texts.tree(file)
    if not isinstance(tree.root, MapNode) or not isinstance(tree.at("Resources"), MapNode):
        raise Refused(f"{file} has no map of resources")
    texts.edit(file, tree.putting(tree.root, ["Resources", name], _role(case, statements)))
    at = (file, function.origin.type, function.origin.logical_id)
    texts.put(at, ["Properties", "Role"], {"Fn::GetAtt": [name, "Arn"]})


def _role(case: Case, statements: Sequence[Statement]) -> Json:
    trust = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    properties: Json = {"AssumeRolePolicyDocument": {"Version": VERSION, "Statement": [trust]}}
    if statements:
        properties["Policies"] = [_inline(case, statements)]
    return {"Type": _ROLE, "Properties": properties}


def _free(texts: Texts, file: str, wanted: str) -> str:
    """A logical id that nothing has yet."""
    resources = texts.tree(file).at("Resources")
    taken = resources.entries if isinstance(resources, MapNode) else {}
    names = [wanted, *(f"{wanted}{number}" for number in range(2, 100))]
    return next(one for one in names if one not in taken)
