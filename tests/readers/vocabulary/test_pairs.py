"""The same thing in both vocabularies gives the same entities: fields, edges, statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import partial
from pathlib import Path

import msgspec
import pytest
import yaml
from tests.readers.vocabulary.terraform import resources

from crenel.model.entities import Entity, Statement
from crenel.model.entities.compute import Package
from crenel.model.value import Absent, Choice, List, Map, Value
from crenel.readers.cloudformation.environment import Environment
from crenel.readers.cloudformation.resources import resources as template_resources
from crenel.readers.cloudformation.scope import Scope
from crenel.readers.cloudformation.template import template_of
from crenel.readers.root import Root
from crenel.readers.text.parse import parse
from crenel.readers.vocabulary.cloudformation import entities_of as cloudformation
from crenel.readers.vocabulary.cloudformation import types_known
from crenel.readers.vocabulary.terraform import entities_of as terraform
from crenel.readers.vocabulary.terraform import known_types, targets
from crenel.readers.vocabulary.terraform.sources import canonical

PAIRS = Path(__file__).parent / "pairs"
_HOLE = re.compile(r"\$\{([^}]*)\}")

WITHOUT = {
    "Custom::LogRetention": "the CDK's own, for what CloudFormation makes late",
    "Custom::S3BucketNotifications": "the CDK's own, for what CloudFormation makes late",
    "AWS::CloudFormation::Macro": "a transform of templates; Terraform has none",
    "AWS::DynamoDB::GlobalTable": "aws_dynamodb_table with replicas is an AWS::DynamoDB::Table",
    "AWS::IAM::Policy": "an inline policy of several holders; Terraform has one type for each kind",
    "AWS::SQS::QueueInlinePolicy": "aws_sqs_queue_policy is an AWS::SQS::QueuePolicy",
    "Custom::*": "aws_lambda_invocation is an AWS::CloudFormation::CustomResource",
}
"""Rows of CloudFormation that no Terraform type leads to, each with the reason."""


WITHOUT_A_PAIR = {
    "data.http",  # sent by Terraform itself; CloudFormation sends nothing
    "module:terraform-aws-modules/iam/aws//modules/iam-role",  # as iam-assumable-role
    "module:terraform-aws-modules/lambda/aws//modules/alias",  # has no entity of its own
}


class _Loader(yaml.SafeLoader):
    """Reads the short forms of CloudFormation's functions as the long ones."""


def _long_form(key: str, _: object, node: yaml.ScalarNode) -> dict[str, str]:
    return {key: node.value}


for _name in ("Ref", "GetAtt", "Sub"):
    _long = _name if _name == "Ref" else f"Fn::{_name}"
    _Loader.add_constructor(f"!{_name}", partial(_long_form, _long))


def pairs():
    for path in sorted(PAIRS.glob("*.yaml")):
        documents = yaml.load_all(path.read_text(encoding="utf-8"), _Loader)
        for document in documents:
            yield pytest.param(document, id=f"{path.stem}-{document['name']}")


def written_in_cloudformation(resources_: object, folder: Path) -> list[Entity]:
    (folder / "template.yaml").write_text(yaml.safe_dump({"Resources": resources_}))
    root = Root(folder)
    source = root.read("template.yaml")
    template = template_of(source, parse(source.text)[0])
    assert template is not None
    return cloudformation(template_resources(Scope(template, Environment(), root)))


def shown(value: object) -> object:
    """A value as compared: its text; references without attributes, addresses as logical ids."""
    if isinstance(value, Value):
        return shown_value(value)
    if isinstance(value, Statement):
        return tuple(
            shown(getattr(value, name)) for name in value.__struct_fields__ if name != "whole"
        )
    if isinstance(value, Package):
        return tuple(
            shown(getattr(value, name)) for name in ("folder", "inline", "image", "bucket")
        )
    if isinstance(value, tuple):
        return tuple(shown(one) for one in value)
    return str(value)


def shown_value(value: Value) -> object:
    if isinstance(value, Absent):
        return None
    if isinstance(value, Map):
        return {key: shown_value(one) for key, one in sorted(value.content.items())}
    if isinstance(value, List):
        return [shown_value(one) for one in value.elements]
    if isinstance(value, Choice):
        return [(str(guard), shown_value(one)) for guard, one in value.branches]
    return _HOLE.sub(lambda found: "${" + _label(found[1]) + "}", value.text())


def _label(reference: str) -> str:
    """``aws_sqs_queue.Orders.arn`` and ``Orders.Arn`` -> ``Orders``."""
    parts = reference.replace("#", "").replace(" ", "").split(".")
    typed = "_" in parts[0] or parts[0] == "module"
    return parts[1] if typed and len(parts) > 1 else parts[0]


def fields(entity: Entity, ignoring: Collection[str] = ()) -> str:
    kept = {
        name: shown(getattr(entity, name))
        for name in entity.__struct_fields__
        if name not in ("id", "origin", "guard", *ignoring)
    }
    return f"{type(entity).__name__} {msgspec.json.encode(kept).decode()}"


@pytest.mark.parametrize("pair", list(pairs()))
def test_same_entities(pair, tmp_path):
    # What a module makes nobody wrote; of a role in a template somebody did.
    ignoring = ["generated", *pair.get("ignoring", [])] if "module." in str(pair) else []
    compared = partial(fields, ignoring=ignoring)
    ours = Counter(map(compared, terraform(resources(pair["terraform"]))))
    theirs = Counter(map(compared, written_in_cloudformation(pair["cloudformation"], tmp_path)))
    assert theirs
    assert sorted((ours - theirs).elements()) == sorted((theirs - ours).elements()) == []


def test_every_row_of_cloudformation_has_a_terraform_type_or_a_reason():
    missing = types_known() - set(targets())
    assert missing == set(WITHOUT)


def test_every_terraform_type_stands_in_a_pair():
    written = {
        f"module:{body['source']}" if address.startswith("module.") else address.rpartition(".")[0]
        for pair in pairs()
        for address, body in pair.values[0]["terraform"].items()
    }
    assert known_types() - {canonical(one) for one in written} == WITHOUT_A_PAIR
