"""``Domain`` of an HTTP or WebSocket API."""

from __future__ import annotations

import re

from crenel.model.value import Map
from crenel.readers.sam.apis.domain import add_records, base_paths, mutual_tls, name_of
from crenel.readers.sam.maker import Maker
from crenel.readers.sam.values import Raw, cases_of, maybe_written, word


def add_http_domain(maker: Maker, stage: str, tags: Raw) -> None:
    """The domain, its mappings and its DNS records."""
    for guard, domain in cases_of(maker.get("Domain")):
        scoped = maker.within(maker.base, domain.span or maker.span, guard)
        if not isinstance(domain, Map) or scoped is None:
            continue
        if not maybe_written(domain.get("DomainName")):
            maker.note("a Domain needs a DomainName and a CertificateArn", domain.span)
            continue
        _add(scoped, domain, stage, tags)


def _add(maker: Maker, domain: Map, stage: str, tags: Raw) -> None:
    name = name_of("ApiGatewayDomainNameV2", domain)
    endpoint = domain.get("EndpointConfiguration")
    configuration = {
        "CertificateArn": domain.get("CertificateArn"),
        "EndpointType": endpoint if maybe_written(endpoint) else "REGIONAL",
        "OwnershipVerificationCertificateArn": domain.get("OwnershipVerificationCertificateArn"),
        "SecurityPolicy": domain.get("SecurityPolicy"),
    }
    properties: dict[str, Raw] = {
        "DomainName": domain.get("DomainName"),
        "DomainNameConfigurations": [configuration],
        "MutualTlsAuthentication": mutual_tls(domain),
        "Tags": tags,
    }
    maker.make("", "AWS::ApiGatewayV2::DomainName", properties, name=name)
    common: dict[str, Raw] = {
        "ApiId": maker.ref(),
        "DomainName": maker.ref(name=name),
        "Stage": maker.ref(name=stage),
    }
    paths = base_paths(domain)
    kind = "AWS::ApiGatewayV2::ApiMapping"
    if not paths:
        maker.make("ApiMapping", kind, common)
    for path in paths:
        letters = re.sub(r"[\-_/]+", "", word(path))
        key: Raw = maker.known(word(path).strip("/")) if word(path) else path
        maker.make(f"{letters}ApiMapping", kind, {**common, "ApiMappingKey": key})
    add_records(maker, domain, name)
