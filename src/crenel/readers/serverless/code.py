"""The code of a function: the service's folder, an artifact of it, or an image."""

from __future__ import annotations

from crenel.model.value import Absent, Known, Map, Unknown, UnknownKind, Value, mapping
from crenel.readers.sam.values import Raw, word
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.stack import Stack


def code(stack: Stack, body: Value, maker: Maker) -> dict[str, Raw]:
    """``Code``, and ``PackageType`` and ``ImageConfig`` for an image."""
    image = body.get("image")
    if not isinstance(image, Absent):
        return _image(stack, image)
    artifact = body.at("package", "artifact")
    if isinstance(artifact, Absent):
        artifact = stack.scope.whole.at("package", "artifact")
    folder: Raw = "." if isinstance(artifact, Absent) else artifact
    return {"Code": {"LocalPath": maker.value(folder)}}


def _image(stack: Stack, image: Value) -> dict[str, Raw]:
    uri = image.get("uri") if isinstance(image, Map) else image
    if isinstance(image, Map) and isinstance(uri, Absent):
        uri = image.get("name")
    config = {
        "Command": image.get("command"),
        "EntryPoint": image.get("entryPoint"),
        "WorkingDirectory": image.get("workingDirectory"),
    }
    return {
        "Code": {"ImageUri": _named(stack, uri)},
        "PackageType": "Image",
        "ImageConfig": config,
    }


def _named(stack: Stack, uri: Value) -> Value:
    """An image of ``provider.ecr.images``: its address, or what is built at deployment."""
    listed = stack.setting("ecr", "images").get(word(uri)) if word(uri) else uri
    if not isinstance(uri, Known) or isinstance(listed, Absent):
        return uri
    address = listed.get("uri") if isinstance(listed, Map) else listed
    if not isinstance(address, Absent) and word(address) and not word(address).startswith("./"):
        return address
    # Built from a Dockerfile and deployed by digest: its address is not in the files.
    kind = UnknownKind.DEPLOY_TIME
    return Unknown(kind=kind, name=f"the image {uri.text()}", span=uri.span)


def with_image(stack: Stack, body: Value) -> Value:
    """A function with what its image is built from, where ``provider.ecr.images`` says it.

    It stands where SAM writes the same, so that it is read the same.
    """
    image = body.get("image")
    name = word(image.get("name") if isinstance(image, Map) else image)
    built = stack.setting("ecr", "images").get(name) if name else image
    if not isinstance(body, Map) or not isinstance(built, Map):
        return body
    context = built.get("path")
    if isinstance(context, Absent):
        return body
    told = {
        "DockerContext": context,
        "Dockerfile": built.get("file"),
        "DockerBuildArgs": built.get("buildArgs"),
    }
    return body.merged({"Metadata": mapping(told, built.span)})
