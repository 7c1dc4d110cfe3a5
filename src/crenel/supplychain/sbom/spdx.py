"""SPDX 2.3 in JSON (ISO/IEC 5962's successor; spdx.github.io/spdx-spec/v2.3)."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from crenel import __version__
from crenel.supplychain.component import Scope
from crenel.supplychain.sbom.content import Content, Library, Part, made

NOTHING = "NOASSERTION"
DOCUMENT = "SPDXRef-DOCUMENT"
APPLICATION = "SPDXRef-Application"
_ODD = re.compile(r"[^A-Za-z0-9.-]+")
_ALGORITHMS = {
    "md5": "MD5",
    "sha1": "SHA1",
    "sha256": "SHA256",
    "sha384": "SHA384",
    "sha512": "SHA512",
}

Json = dict[str, Any]


def spdx(bill: Content) -> Json:
    """The document."""
    application = _package(APPLICATION, bill.name, "")
    packages = [application, *map(_part, bill.parts), *map(_library, bill.libraries)]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": DOCUMENT,
        "name": bill.name,
        "documentNamespace": f"urn:uuid:{bill.serial}",
        "creationInfo": {"created": made(), "creators": [f"Tool: crenel-{__version__}"]},
        "packages": packages,
        "relationships": _relationships(bill),
    }


def identifier(kind: str, ref: str) -> str:
    """An SPDX id that people recognise, and that no two refs share."""
    readable = _ODD.sub("-", ref.removeprefix("pkg:")).strip("-")[:80]
    return f"SPDXRef-{kind}-{readable}-{hashlib.sha256(ref.encode()).hexdigest()[:8]}"


def _package(id_: str, name: str, version: str) -> Json:
    return {
        "SPDXID": id_,
        "name": name,
        **({"versionInfo": version} if version else {}),
        "downloadLocation": NOTHING,
        "filesAnalyzed": False,
        "licenseConcluded": NOTHING,
        "licenseDeclared": NOTHING,
        "copyrightText": NOTHING,
    }


def _part(part: Part) -> Json:
    comment = "; ".join(
        f"{name.removeprefix('crenel:')}: {value}" for name, value in part.properties
    )
    return {
        **_package(identifier("Function", part.ref), part.name, ""),
        "primaryPackagePurpose": "APPLICATION",
        **({"comment": comment} if comment else {}),
    }


def _library(one: Library) -> Json:
    name = f"{one.group}/{one.name}" if one.group.startswith("@") else one.name
    name = f"{one.group}:{one.name}" if one.group and name == one.name else name
    comment = "; ".join(f"{key.removeprefix('crenel:')}: {value}" for key, value in one.properties)
    package = _package(identifier("Package", one.ref), name, one.version)
    if one.licence:
        package["licenseDeclared"] = one.licence
    if one.hashes:
        package["checksums"] = [
            {"algorithm": _ALGORITHMS[algorithm], "checksumValue": digest}
            for algorithm, digest in one.hashes
        ]
    reference = {
        "referenceCategory": "PACKAGE-MANAGER",
        "referenceType": "purl",
        "referenceLocator": one.purl,
    }
    return {
        **package,
        "primaryPackagePurpose": "LIBRARY",
        "externalRefs": [reference],
        "comment": comment,
    }


def _relationships(bill: Content) -> list[Json]:
    scopes = {one.ref: one.scope for one in bill.libraries}
    rows = [(DOCUMENT, "DESCRIBES", APPLICATION)]
    for part in bill.parts:
        function = identifier("Function", part.ref)
        rows.append((APPLICATION, "CONTAINS", function))
        rows.extend(_asked(function, ref, scopes[ref]) for ref in part.libraries)
    rows.extend(_asked(APPLICATION, ref, scopes[ref]) for ref in bill.others)
    for ref, needs in bill.needs:
        package = identifier("Package", ref)
        rows.extend((package, "DEPENDS_ON", identifier("Package", need)) for need in needs)
    return [
        {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}
        for one, kind, other in rows
    ]


def _asked(owner: str, ref: str, scope: Scope) -> tuple[str, str, str]:
    package = identifier("Package", ref)
    if scope is Scope.DEVELOPMENT:
        return (package, "DEV_DEPENDENCY_OF", owner)
    if scope is Scope.OPTIONAL:
        return (package, "OPTIONAL_DEPENDENCY_OF", owner)
    return (owner, "DEPENDS_ON", package)
