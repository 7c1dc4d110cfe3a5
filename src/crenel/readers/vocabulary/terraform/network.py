"""Amazon EC2: security groups, their rules, subnets, endpoints."""

from __future__ import annotations

from crenel.model.value import Absent, Map, Value, sequence, where
from crenel.readers.vocabulary.terraform.table import TABLE, Properties
from crenel.readers.vocabulary.terraform.values import renamed
from crenel.readers.vocabulary.terraform.written import Written

_RULE = {"IpProtocol": "protocol", "FromPort": "from_port", "ToPort": "to_port"}
_SINGLE = {
    "IpProtocol": "ip_protocol",
    "FromPort": "from_port",
    "ToPort": "to_port",
    "CidrIp": "cidr_ipv4",
    "CidrIpv6": "cidr_ipv6",
}


@TABLE.becomes("AWS::EC2::SecurityGroup", "aws_security_group", "aws_default_security_group")
def security_group(it: Written) -> Properties:
    """A security group. Terraform takes AWS's rule for everything outward away: none is none."""
    egress = _rules(it.listed("egress"))
    nothing = sequence([], it.resource.origin.span)
    return {
        "GroupName": it["name"],
        "SecurityGroupIngress": _rules(it.listed("ingress")),
        "SecurityGroupEgress": nothing if isinstance(egress, Absent) else egress,
    }


def _rules(blocks: Value) -> Value:
    """A block holds many ranges, a rule of CloudFormation one."""
    if isinstance(blocks, Absent):
        return blocks
    made = [one for _, block in blocks.items() for one in _ranges(block)]
    return sequence(made, blocks.span)


def _ranges(block: Value) -> list[Value]:
    made = renamed(block, _RULE)
    if not isinstance(made, Map):
        return [made]
    ranges = (
        made.merged({name: where(guard, cidr)})
        for name, path in (("CidrIp", "cidr_blocks"), ("CidrIpv6", "ipv6_cidr_blocks"))
        for guard, cidr in block.get(path).items()
    )
    return [*ranges] or [made]


@TABLE.completes(
    ("aws_security_group", "aws_default_security_group"),
    "security_group_id",
    "aws_security_group_rule",
)
def rule(it: Written) -> Properties:
    """Rules beside the group."""
    inward = it["type"].equals("ingress").certain
    name = "SecurityGroupIngress" if inward else "SecurityGroupEgress"
    return {name: sequence(_ranges(it.resource.properties), it.resource.properties.span)}


@TABLE.completes(
    ("aws_security_group", "aws_default_security_group"),
    "security_group_id",
    "aws_vpc_security_group_ingress_rule",
)
def ingress(it: Written) -> Properties:
    """A rule inward, beside the group."""
    span = it.resource.properties.span
    return {"SecurityGroupIngress": sequence([renamed(it.resource.properties, _SINGLE)], span)}


@TABLE.completes(
    ("aws_security_group", "aws_default_security_group"),
    "security_group_id",
    "aws_vpc_security_group_egress_rule",
)
def egress(it: Written) -> Properties:
    """A rule outward, beside the group."""
    span = it.resource.properties.span
    return {"SecurityGroupEgress": sequence([renamed(it.resource.properties, _SINGLE)], span)}


@TABLE.becomes("AWS::EC2::VPCEndpoint", "aws_vpc_endpoint")
def endpoint(it: Written) -> Properties:
    """A private endpoint."""
    return {
        "ServiceName": it["service_name"],
        "PolicyDocument": it.document("policy"),
        "VpcId": it["vpc_id"],
    }


@TABLE.becomes("AWS::EC2::Subnet", "aws_subnet", "aws_default_subnet")
def subnet(it: Written) -> Properties:
    """A part of a network."""
    return it.plain({"VpcId": "vpc_id", "MapPublicIpOnLaunch": "map_public_ip_on_launch"})
