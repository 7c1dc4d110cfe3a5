"""Dockerfiles: which images they build on, as Docker reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crenel.controls.supply._images import repository_of, vouched_for
from crenel.model.source import Source
from crenel.supplychain.dockerfile import bases


def images(text: str, **arguments: str) -> list[tuple[str, bool, int]]:
    found = bases(Source("Dockerfile", text), arguments)
    return [(one.image, one.copied, one.span.line) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM a\n", [("a", False, 1)]),
        ("# c\n\n  from  A:1  As x\nFROM x\n", [("A:1", False, 3)]),
        ("FROM --platform=$BUILDPLATFORM a AS x\nCOPY --from=x / /\n", [("a", False, 1)]),
        ("FROM a\nCOPY --chown=1 --from=b:1 / /\n", [("a", False, 1), ("b:1", True, 2)]),
        ("FROM a\nCOPY --from=0 / /\n", [("a", False, 1)]),
        ("FROM scratch\n", []),
        ("FROM \\\n  # a comment between\n  a\n", [("a", False, 1)]),
        ("ARG T=1\nFROM a:$T\n", [("a:1", False, 2)]),
        ("ARG T='1' U=\"2\"\nFROM a:${T}-${U}\n", [("a:1-2", False, 2)]),
        ("ARG T\nFROM a:${T:-9}\n", [("a:9", False, 2)]),
        ("ARG T=1\nFROM a:x${T:+y}\n", [("a:xy", False, 2)]),
        ("FROM a\nRUN <<EOF\nFROM b\nEOF\nFROM c\n", [("a", False, 1), ("c", False, 5)]),
        ("FROM a\nRUN echo FROM b\n", [("a", False, 1)]),
        ("", []),
        ("FROM\n", []),
    ],
)
def test_what_it_builds_on(text, expected):
    assert images(text) == expected


def test_arguments_of_the_build_win_and_what_has_no_value_is_told():
    text = "ARG BASE=a\nARG NONE\nFROM ${BASE}\nFROM x/${NONE}\n"
    assert images(text, BASE="b")[0][0] == "b"
    assert [one.missing for one in bases(Source("Dockerfile", text), {})] == [(), ("NONE",)]


@given(st.text(alphabet="FROM arg\\\n<EOF${}:-=x/#\"'", max_size=300))
def test_any_text_is_read(text):
    bases(Source("Dockerfile", text), {})


@pytest.mark.parametrize(
    ("image", "name", "vouched"),
    [
        ("python", "docker.io/library/python", True),
        ("python:3.13-slim@sha256:00", "docker.io/library/python", True),
        ("docker.io/library/python", "docker.io/library/python", True),
        ("somebody/python", "docker.io/somebody/python", False),
        ("amazon/aws-lambda-python:3.13", "docker.io/amazon/aws-lambda-python", True),
        ("amazonian/python", "docker.io/amazonian/python", False),
        ("public.ecr.aws/lambda/python:3.13", "public.ecr.aws/lambda/python", True),
        ("public.ecr.aws/x1y2z3/python", "public.ecr.aws/x1y2z3/python", False),
        ("localhost:5000/a:1", "localhost:5000/a", True),
        ("registry.shop.example/a", "registry.shop.example/a", True),
        ("ghcr.io/somebody/a", "ghcr.io/somebody/a", False),
    ],
)
def test_who_stands_behind_an_image(image, name, vouched):
    assert (repository_of(image), vouched_for(image)) == (name, vouched)
