"""``Domain`` of a REST API."""

from __future__ import annotations

from crenel.model.value import Map, Value
from crenel.readers.sam.apis.domain import add_records, base_paths, mutual_tls, name_of
from crenel.readers.sam.logical_id import digest
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, maybe_written, word

_OPTIONAL = (
    "SecurityPolicy",
    "EndpointAccessMode",
    "Policy",
    "OwnershipVerificationCertificateArn",
)


def add_domain(maker: Maker, stage: str) -> None:
    """The domain, its mappings and its DNS records."""
    for guard, domain in cases_of(maker.get("Domain")):
        scoped = maker.within(maker.base, domain.span or maker.span, guard)
        if not isinstance(domain, Map) or scoped is None:
            continue
        if not maybe_written(domain.get("DomainName")):
            maker.note("a Domain needs a DomainName and a CertificateArn", domain.span)
            continue
        if word(domain.get("EndpointConfiguration")) == "PRIVATE":
            _add_private(scoped, domain, stage)
        else:
            _add_public(scoped, domain, stage)


def _add_public(maker: Maker, domain: Map, stage: str) -> None:
    name = name_of("ApiGatewayDomainName", domain)
    endpoint = domain.get("EndpointConfiguration")
    kind: Raw = endpoint if maybe_written(endpoint) else "REGIONAL"
    regional = not maybe_written(endpoint) or word(endpoint) == "REGIONAL"
    certificate = "RegionalCertificateArn" if regional else "CertificateArn"
    properties: dict[str, Raw] = {
        "DomainName": domain.get("DomainName"),
        certificate: domain.get("CertificateArn"),
        "EndpointConfiguration": {"Types": [kind], "IpAddressType": domain.get("IpAddressType")},
        "MutualTlsAuthentication": mutual_tls(domain),
        **{one: domain.get(one) for one in _OPTIONAL},
    }
    maker.make("", "AWS::ApiGateway::DomainName", properties, name=name)
    _map(
        maker,
        domain,
        stage,
        "AWS::ApiGateway::BasePathMapping",
        {"DomainName": maker.ref(name=name)},
    )
    add_records(maker, domain, name)


def _add_private(maker: Maker, domain: Map, stage: str) -> None:
    name = name_of("ApiGatewayDomainNameV2", domain)
    properties: dict[str, Raw] = {
        "DomainName": domain.get("DomainName"),
        "CertificateArn": domain.get("CertificateArn"),
        "EndpointConfiguration": {
            "Types": [domain.get("EndpointConfiguration")],
            "IpAddressType": domain.get("IpAddressType"),
        },
        **{one: domain.get(one) for one in _OPTIONAL[:3]},
    }
    maker.make("", "AWS::ApiGateway::DomainNameV2", properties, name=name)
    kind = "AWS::ApiGateway::BasePathMappingV2"
    _map(maker, domain, stage, kind, {"DomainNameArn": maker.ref(name=name)})
    association = domain.get("AccessAssociation")
    if maybe_written(association):
        _associate(maker, association, name)
    add_records(maker, domain, name)


def _associate(maker: Maker, association: Value, name: str) -> None:
    endpoint = association.get("VpcEndpointId")
    properties: dict[str, Raw] = {
        "DomainNameArn": maker.ref(name=name),
        "AccessAssociationSourceType": "VPCE",
        "AccessAssociationSource": endpoint,
    }
    identity = f"DomainNameAccessAssociation{digest([word(endpoint), name])}"
    maker.make("", "AWS::ApiGateway::DomainNameAccessAssociation", properties, name=identity)


def _map(maker: Maker, domain: Map, stage: str, kind: str, named: dict[str, Raw]) -> None:
    common = {**named, "RestApiId": maker.ref(), "Stage": maker.ref(name=stage)}
    paths = base_paths(domain)
    if not paths:
        maker.make("BasePathMapping", kind, common)
    plain = word(domain.get("NormalizeBasePath")).lower() != "false"
    for path in paths:
        letters = "".join(letter for letter in path.text() if letter.isalnum())
        mapped: Raw = maker.known(letters) if plain and word(path) else path
        maker.make(f"{letters}BasePathMapping", kind, {**common, "BasePath": mapped})
