"""The code of a function: the service's folder, an artifact of it, or an image."""

from __future__ import annotations

from collections.abc import Iterator

from crenel.model.value import (
    Absent,
    Known,
    Map,
    Unknown,
    UnknownKind,
    Value,
    known,
    mapping,
    sequence,
)
from crenel.readers.sam.values import Raw, word
from crenel.readers.serverless.maker import Maker
from crenel.readers.serverless.stack import Stack

_BUNDLERS = (
    "serverless-bundle",
    "serverless-esbuild",
    "serverless-plugin-typescript",
    "serverless-rspack",
    "serverless-webpack",
)
_LEFT_OUT = (
    ".git/**",
    ".gitignore",
    ".DS_Store",
    "npm-debug.log",
    "yarn-*.log",
    ".serverless/**",
    ".serverless_plugins/**",
)
"""Source: the framework's guide, "Packaging"."""


def code(stack: Stack, body: Value, maker: Maker) -> dict[str, Raw]:
    """``Code``, and ``PackageType`` and ``ImageConfig`` for an image."""
    image = body.get("image")
    if not isinstance(image, Absent):
        return _image(stack, image)
    artifact = body.at("package", "artifact")
    if isinstance(artifact, Absent):
        artifact = stack.scope.whole.at("package", "artifact")
    if not isinstance(artifact, Absent):
        return {"Code": {"LocalPath": artifact}}
    content: dict[str, Raw] = {
        "LocalPath": maker.value("."),
        "Patterns": sequence(_patterns(stack, body)),
    }
    if any(map(stack.uses, _BUNDLERS)):
        content["Bundled"] = maker.value(True)
    return {"Code": content}


def _patterns(stack: Stack, body: Value) -> Iterator[Value]:
    """What is packed, in the order in which it counts: the framework's own, then the file's."""
    defaults = [*_LEFT_OUT, *([".env*"] if _reads_env_files(stack) else [])]
    yield from (known(f"!{one}", stack.span) for one in defaults)
    for package in (stack.scope.whole.get("package"), body.get("package")):
        yield from (_left_out(item) for _, item in package.get("exclude").items())
        yield from (item for _, item in package.get("include").items())
        yield from (item for _, item in package.get("patterns").items())


def _reads_env_files(stack: Stack) -> bool:
    """Files of variables stay out where they are read at deployment: always since version 4."""
    version = stack.scope.whole.get("frameworkVersion").text().strip("^~>= ")
    return stack.scope.whole.get("useDotenv").is_true().certain or version.startswith("4")


def _left_out(one: Value) -> Value:
    """``exclude: [x]`` is the older way to write ``patterns: ["!x"]``."""
    if not isinstance(one, Known):
        return one
    text = one.text()
    return known(text[1:] if text.startswith("!") else f"!{text}", one.span, one.via)


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
