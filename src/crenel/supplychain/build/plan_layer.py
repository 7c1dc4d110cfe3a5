"""What is to be built of a layer.

With ``BuildMethod`` in its ``Metadata`` (AWS SAM Developer Guide, "Building Lambda layers in AWS
SAM") its folder is built as a function's is, into the folder that the runtime looks in; without, it
is packed as it lies there.
"""

from __future__ import annotations

from crenel.model.entities import Layer
from crenel.model.value import Value
from crenel.supplychain.build.plan import ARCHIVES, OtherWay, Plan, refuse_makefile
from crenel.supplychain.build.refusal import Refused
from crenel.supplychain.build.target import Target, architecture_of, built_for
from crenel.supplychain.inventory.bill import Bill
from crenel.supplychain.inventory.provided import provided_by
from crenel.supplychain.inventory.take import Taking, place_of

_FOLDERS = {"python": "python", "nodejs": "nodejs"}
"""Where runtimes look in a layer (AWS Lambda Developer Guide, "Layer paths")."""


def plan_of(layer: Layer, taking: Taking) -> Plan:
    """What is known of it. Raises Refused."""
    place = layer.origin.span
    folder = place_of(layer.content, layer.base)
    if folder is None or not taking.places.root.exists(folder):
        what = f"its content is not among the files: {layer.content.text() or 'no local folder'}"
        raise Refused(what, "Name a folder that is there", file=place.file, line=place.line)
    if folder.lower().endswith(ARCHIVES):
        raise OtherWay(f"{folder} is built already", file=place.file, line=place.line)
    refuse_makefile(layer.build, place)
    method = layer.build.text().lower()
    runtime = method or _first(layer.runtimes) or "python3.12"
    target = Target(runtime=runtime, architecture=architecture_of(_architecture(layer), place))
    if method:
        built_for(method, place)
    bill = Bill(
        address=layer.origin.address,
        label=layer.label,
        runtime=runtime,
        line=place.line,
        folder=folder,
        provided=provided_by(runtime),
        manifests=taking.places.owned(folder, folder, target.ecosystem) if method else [],
    )
    family = "python" if runtime.startswith("python") else "nodejs"
    return Plan(
        bill=bill,
        manifests=tuple(bill.manifests),
        handler="",
        folder=folder,
        target=target,
        code=None,
        why_no_code="a layer has no handler",
        below=_FOLDERS[family] if method else "",
        is_layer=True,
    )


def _first(runtimes: Value) -> str:
    names = (str(one.known() or "") for _, one in runtimes.items())
    return next((one for one in names if one.startswith(tuple(_FOLDERS))), "")


def _architecture(layer: Layer) -> Value:
    """The one to build for; of several that it fits, the usual one is built."""
    if not layer.built_for.is_absent().certain:
        return layer.built_for
    only = [one for _, one in layer.architectures.items()]
    return layer.architectures if len(only) == 1 else layer.built_for
