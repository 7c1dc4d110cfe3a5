"""What is Terraform's own: unknowns, chains of documents, guards, places, defaults."""

from __future__ import annotations

import pytest
from tests.readers.vocabulary.terraform import SPAN, resource, resources, value

from crenel.model.entities import (
    Bucket,
    Database,
    Function,
    Identity,
    Policy,
    SecurityGroup,
    Statement,
)
from crenel.model.guard import Atom, Guard
from crenel.model.resource import Resource
from crenel.model.source import Source, Span
from crenel.model.value import Known, UnknownKind, mapping, sequence
from crenel.readers.text.embedded import embedded
from crenel.readers.vocabulary.terraform import entities_of
from crenel.readers.vocabulary.terraform.defaults import DEFAULTS


def read(written):
    return entities_of(resources(written))


def only(written, kind):
    (found,) = [one for one in read(written) if isinstance(one, kind)]
    return found


def statement(policy) -> Statement:
    found = only({"aws_iam_policy.P": {"policy": policy}}, Policy).statements
    (one,) = found
    return one


@pytest.mark.parametrize("text", ["{not json", "[", '{"Statement": [', "plain", "{}{}"])
def test_a_text_that_is_no_document_is_unknown_and_not_empty(text):
    found = statement(text)
    assert found.effect.equals("Allow").value is None
    assert next(found.effect.unknowns()).kind is UnknownKind.MALFORMED


def test_an_unknown_document_is_unknown():
    assert statement("${var.policy}").actions.equals("*").value is None


def test_holes_in_a_document_stay_references():
    found = statement(
        '{"Statement": [{"Effect": "Allow", "Resource": "${aws_s3_bucket.B.arn}/*"}]}'
    )
    assert [ref.target for ref in found.resources.refs()] == ["aws_s3_bucket.B"]
    assert found.effect.equals("Allow").certain


def test_a_hole_for_a_whole_value_is_that_value():
    found = statement('{"Statement": [{"Effect": ${var.effect}, "Action": "*"}]}')
    assert [one.name for one in found.effect.unknowns()] == ["effect"]
    assert found.actions.equals("*").certain


def test_values_of_a_heredoc_stand_on_their_own_lines():
    source = Source(
        "main.tf",
        'x = <<-EOT\n    {\n      "Statement": [\n'
        '        {"Effect": "Allow"}\n      ]\n    }\nEOT\n',
    )
    text = '{\n  "Statement": [\n    {"Effect": "Allow"}\n  ]\n}\n'
    made = embedded(Known(value=text, span=Span(source, 4, len(source.text))))
    ((_, found),) = made.get("Statement").items()
    effect = found.get("Effect")
    assert found.span is not None
    assert effect.span is not None
    assert (found.span.line, effect.span.line) == (4, 4)
    assert effect.span.text == '"Allow"'


def test_a_document_without_its_place_keeps_the_place_of_the_text():
    made = embedded(value('{"Statement": []}'))
    assert made.get("Statement").span == SPAN


def test_documents_that_lead_to_themselves_are_unknown():
    found = read(
        {
            "aws_iam_policy.P": {"policy": "${data.aws_iam_policy_document.A.json}"},
            "data.aws_iam_policy_document.A": {
                "source_policy_documents": ["${data.aws_iam_policy_document.B.json}"]
            },
            "data.aws_iam_policy_document.B": {
                "source_policy_documents": ["${data.aws_iam_policy_document.A.json}"]
            },
        }
    )
    (policy,) = [one for one in found if isinstance(one, Policy)]
    (one,) = policy.statements
    assert next(one.effect.unknowns()).kind is UnknownKind.OVER_BUDGET


def test_a_long_chain_of_documents_ends():
    written: dict[str, dict[str, object]] = {
        f"data.aws_iam_policy_document.d{n}": {
            "source_policy_documents": [f"${{data.aws_iam_policy_document.d{n + 1}.json}}"]
        }
        for n in range(500)
    }
    written["aws_iam_policy.P"] = {"policy": "${data.aws_iam_policy_document.d0.json}"}
    (policy,) = [one for one in read(written) if isinstance(one, Policy)]
    assert policy.statements[0].effect.equals("Allow").value is None


def test_principals_of_a_type_that_is_not_known_are_not_known():
    found = read(
        {
            "aws_iam_role.R": {"assume_role_policy": "${data.aws_iam_policy_document.T.json}"},
            "data.aws_iam_policy_document.T": {
                "statement": {"principals": {"type": "${var.kind}", "identifiers": ["*"]}}
            },
        }
    )
    (role,) = [one for one in found if isinstance(one, Identity)]
    assert role.trust[0].principals.get("AWS").equals("*").value is None


def guarded(one: Resource, name: str) -> Resource:
    guard = Guard(((Atom(f"var.{name}", "true"), True),))
    return Resource(
        id=one.id, type=one.type, properties=one.properties, origin=one.origin, guard=guard
    )


def test_a_part_that_is_made_in_some_deployments_counts_in_those():
    block = resource(
        "aws_s3_bucket_public_access_block.B",
        {"bucket": "${aws_s3_bucket.B.id}", "block_public_acls": False},
    )
    found = entities_of([resource("aws_s3_bucket.B", {}), guarded(block, "open")])
    (bucket,) = [one for one in found if isinstance(one, Bucket)]
    present = bucket.public_access_block.is_present()
    assert present.possible
    assert not present.certain


def test_a_part_of_what_is_not_here_is_left_out():
    found = read({"aws_s3_bucket_acl.A": {"bucket": "elsewhere", "acl": "public-read"}})
    assert found == []


def test_a_name_counts_only_for_its_own_kind():
    found = read(
        {
            "aws_sqs_queue.Q": {"name": "orders"},
            "aws_s3_bucket.B": {"bucket": "orders"},
            "aws_s3_bucket_acl.A": {"bucket": "orders", "acl": "public-read"},
        }
    )
    (bucket,) = [one for one in found if isinstance(one, Bucket)]
    assert bucket.acl.equals("PublicRead").certain


def test_security_groups_let_nothing_out_unless_told():
    group = only({"aws_security_group.G": {"name": "g"}}, SecurityGroup)
    assert list(group.egress.items()) == []
    assert group.egress.is_present().certain


def test_defaults_of_the_provider_are_marked():
    database = only({"aws_redshift_cluster.R": {}}, Database)
    assert database.public.is_false().certain
    assert database.public.via is not None
    assert (
        DEFAULTS["aws_redshift_cluster", "publicly_accessible"].phrase in database.public.via.detail
    )


def test_nothing_is_generated_that_a_person_wrote():
    role = only({"aws_iam_role.R": {"name": "r"}}, Identity)
    assert not role.generated
    assert role.origin.type == "aws_iam_role"


def test_an_unknown_block_is_neither_there_nor_absent():
    unknown_block = resource("aws_lambda_function.F", {"role": "r"})
    made = Resource(
        id=unknown_block.id,
        type=unknown_block.type,
        properties=mapping({"vpc_config": sequence([value("${var.network}")])}, SPAN),
        origin=unknown_block.origin,
    )
    (function,) = [one for one in entities_of([made]) if isinstance(one, Function)]
    assert function.network.get("SubnetIds").is_absent().value is None
