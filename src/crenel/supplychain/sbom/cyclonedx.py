"""CycloneDX in JSON, versions 1.6 and 1.7 (ECMA-424)."""

from __future__ import annotations

from typing import Any

from packaging.licenses import canonicalize_license_expression

from crenel import __version__
from crenel.supplychain.component import Scope
from crenel.supplychain.sbom.content import Content, Library, Part, made

VERSIONS = ("1.6", "1.7")
APPLICATION = "application"
_ALGORITHMS = {
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha256": "SHA-256",
    "sha384": "SHA-384",
    "sha512": "SHA-512",
}
_SCOPES = {Scope.RUNTIME: "required", Scope.OPTIONAL: "optional", Scope.DEVELOPMENT: "excluded"}

Json = dict[str, Any]


def cyclonedx(bill: Content, version: str = VERSIONS[0]) -> Json:
    """The document."""
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": f"urn:uuid:{bill.serial}",
        "version": 1,
        "metadata": {
            "timestamp": made(),
            "tools": {
                "components": [{"type": APPLICATION, "name": "crenel", "version": __version__}]
            },
            "component": {"type": APPLICATION, "bom-ref": APPLICATION, "name": bill.name},
        },
        "components": [*map(_part, bill.parts), *map(_library, bill.libraries)],
        "dependencies": _dependencies(bill),
    }


def _part(part: Part) -> Json:
    return {
        "type": APPLICATION,
        "bom-ref": part.ref,
        "name": part.name,
        "properties": _properties(part.properties),
    }


def _library(one: Library) -> Json:
    return {
        "type": "library",
        "bom-ref": one.ref,
        **({"group": one.group} if one.group else {}),
        "name": one.name,
        **({"version": one.version} if one.version else {}),
        "scope": _SCOPES[one.scope],
        **({"hashes": _hashes(one)} if one.hashes else {}),
        **({"licenses": [_licence(one.licence)]} if one.licence else {}),
        "purl": one.purl,
        "properties": _properties(one.properties),
    }


def _hashes(one: Library) -> list[Json]:
    return [{"alg": _ALGORITHMS[name], "content": digest} for name, digest in one.hashes]


def _licence(expression: str) -> Json:
    """A single identifier stands as such; anything else is an expression."""
    single = " " not in canonicalize_license_expression(expression)
    if single and not expression.endswith("+"):
        return {"license": {"id": expression}}
    return {"expression": expression}


def _properties(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    return [{"name": name, "value": value} for name, value in pairs]


def _dependencies(bill: Content) -> list[Json]:
    top = sorted({*(part.ref for part in bill.parts), *bill.others})
    edges = [(APPLICATION, top), *((part.ref, list(part.libraries)) for part in bill.parts)]
    edges.extend((ref, list(asked)) for ref, asked in bill.needs)
    return [{"ref": ref, **({"dependsOn": to} if to else {})} for ref, to in edges]
