"""The intrinsic functions: one small file each, or a few that are alike."""

from __future__ import annotations

from collections.abc import Callable

from crenel.model.value import Value
from crenel.readers.cloudformation.intrinsics import (
    encode,
    find_in_map,
    get_att,
    if_,
    imports,
    join_,
    lists,
    ref,
    sub,
)
from crenel.readers.cloudformation.intrinsics.call import Call

Function = Callable[[Call], Value]

FUNCTIONS: dict[str, Function] = {
    "Ref": ref.resolve,
    "Fn::GetAtt": get_att.resolve,
    "Fn::Sub": sub.resolve,
    "Fn::Join": join_.resolve,
    "Fn::If": if_.resolve,
    "Fn::FindInMap": find_in_map.resolve,
    "Fn::Select": lists.select,
    "Fn::Split": lists.split,
    "Fn::Length": lists.length,
    "Fn::GetAZs": lists.zones,
    "Fn::Cidr": lists.cidr,
    "Fn::Base64": encode.base64,
    "Fn::ToJsonString": encode.to_json,
    "Fn::ImportValue": imports.import_value,
    "Fn::Transform": imports.transform,
}

SHORT_FORMS = {"!" + name.removeprefix("Fn::"): name for name in FUNCTIONS}

__all__ = ["FUNCTIONS", "SHORT_FORMS", "Call", "Function"]
