"""What the domains of all kinds of API share."""

from __future__ import annotations

from crenel.model.value import Absent, Value
from crenel.readers.sam.logical_id import digest
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, as_list, elements, maybe_written, under, word

_CLOUDFRONT = "Z2FDTNDATAQYW2"


def name_of(kind: str, domain: Value) -> str:
    """The logical id of a domain: SAM ends it in a hash of the name."""
    name = domain.get("DomainName")
    return kind + digest(word(name) or name.text())


def base_paths(domain: Value) -> list[Value]:
    """``BasePath``, one or many."""
    given = domain.get("BasePath")
    if not maybe_written(given):
        return []
    return [one for _, _, one in elements(as_list(given))]


def mutual_tls(domain: Value) -> Value:
    """``MutualTlsAuthentication``."""
    return domain.get("MutualTlsAuthentication")


def add_records(maker: Maker, domain: Value, name: str) -> None:
    """The DNS records of a domain, in a group for each zone."""
    route = domain.get("Route53")
    if not maybe_written(route):
        return
    zone = {one: route.get(one) for one in ("HostedZoneId", "HostedZoneName")}
    held = next((one for one in zone.values() if maybe_written(one)), None)
    if held is None:
        maker.note("Route53 needs HostedZoneId or HostedZoneName", route.span)
        return
    records = [maker.value(one) for one in _records(maker, domain, route, name)]
    if maybe_written(route.get("SeparateRecordSetGroup")):
        own = digest([word(held), word(domain.get("DomainName"))])
        _group(maker, f"RecordSetGroup{own}", zone, records)
        return
    group = f"RecordSetGroup{digest(word(held) or held.text())}"
    identity = maker.prefix + group
    if not maker.stack.first(identity, maker.guard):
        pending = maker.stack.additions.setdefault(identity, [])
        pending.extend(("RecordSets", under(maker.guard, record)) for record in records)
        return
    _group(maker, group, zone, records)


def _group(maker: Maker, name: str, zone: dict[str, Value], records: list[Value]) -> None:
    properties: dict[str, Raw] = {**zone, "RecordSets": records}
    maker.make("", "AWS::Route53::RecordSetGroup", properties, name=name)


def _records(maker: Maker, domain: Value, route: Value, name: str) -> list[dict[str, Raw]]:
    kinds = ["A", "AAAA"] if word(route.get("IpV6")).lower() == "true" else ["A"]
    return [
        {
            "Name": domain.get("DomainName"),
            "Type": kind,
            "AliasTarget": _alias(maker, domain, route, name),
            "Region": route.get("Region"),
            "SetIdentifier": route.get("SetIdentifier"),
        }
        for kind in kinds
    ]


def _alias(maker: Maker, domain: Value, route: Value, name: str) -> dict[str, Raw]:
    endpoint = domain.get("EndpointConfiguration")
    kind = "REGIONAL" if isinstance(endpoint, Absent) else word(endpoint)
    health = {"EvaluateTargetHealth": route.get("EvaluateTargetHealth")}
    if kind == "REGIONAL":
        zone: Raw = maker.ref(name=name, attribute="RegionalHostedZoneId")
        return {
            **health,
            "HostedZoneId": zone,
            "DNSName": maker.ref(name=name, attribute="RegionalDomainName"),
        }
    if kind == "EDGE":
        own = route.get("DistributionDomainName")
        made = maker.ref(name=name, attribute="DistributionDomainName")
        return {
            **health,
            "HostedZoneId": _CLOUDFRONT,
            "DNSName": own if maybe_written(own) else made,
        }
    return {
        **health,
        "HostedZoneId": route.get("VpcEndpointHostedZoneId"),
        "DNSName": route.get("VpcEndpointDomainName"),
    }
