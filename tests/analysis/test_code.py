"""From a function of a template to the facts of its code, and back to places people can open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crenel.analysis.knowledge import Knowledge
from crenel.code.locate import NotFound
from crenel.model.entities import Function
from crenel.model.source import Excerpt, Source, Span, outward
from crenel.readers.options import Options
from crenel.readers.project import project

FUNCTION = """\
Parameters:
  Role: {Type: String}
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: %s
      Handler: %s
      Role: !Ref Role
      Code: %s
"""


def knowledge(folder: Path, template: str) -> Knowledge:
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    read = project([folder], Options())
    (application,) = read.applications()
    return Knowledge(application, date(2026, 11, 24), read.root)


def only(app: Knowledge) -> Function:
    (function,) = app.all(Function)
    return function


@pytest.mark.parametrize(
    ("code", "line", "column"),
    [
        (
            "\n        ZipFile: |\n          # é 😀\n\n          def handler(e, c): eval(e['x'])\n",
            14,
            30,
        ),
        ("{ZipFile: \"def handler(event, context): return eval(event['x'])\"}", 10, 60),
    ],
)
def test_inline_code_is_found_again_in_the_template(
    tmp_path: Path, code: str, line: int, column: int
) -> None:
    app = knowledge(tmp_path, FUNCTION % ("python3.13", "index.handler", code))
    found = app.code_of(only(app))
    assert found is not None
    (sink,) = found.facts.sinks
    place = outward(sink.span)
    assert place.file == "template.yaml"
    assert place.text.startswith("eval(e")
    assert (place.line, place.column) == (line, column)


def test_an_excerpt_that_was_escaped_points_at_the_whole() -> None:
    outer = Source("t.json", '{"ZipFile": "a\\nb()"}')
    whole = Span(outer, 12, 19)
    excerpt = Excerpt(whole, "x\ny()")
    assert excerpt.outward(Span(excerpt, 2, 5)) == whole
    assert outward(whole) is whole


def test_a_local_folder_is_seen_from_the_template(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text("def handler(event, context): eval(event)\n")
    app = knowledge(tmp_path, FUNCTION % ("python3.13", "app.handler", "{LocalPath: src}"))
    found = app.code_of(only(app))
    assert found is not None
    assert found.found.path == "src/app.py"


@pytest.mark.parametrize(
    ("runtime", "handler", "code", "reason"),
    [
        ("java21", "a.B::c", "{LocalPath: src}", "no file has the class a.B"),
        ("dotnet8", "a::b.C::d", "{LocalPath: src}", "not interpreted"),
        ("!Ref Role", "a.b", "{LocalPath: src}", "runtime is not known"),
        ("python3.13", "a.b", "{S3Bucket: b, S3Key: k}", "no local folder"),
        ("python3.13", "a.b", "{LocalPath: ../..}", "outside"),
        ("python3.13", "a.b", "{ImageUri: x}", "container image"),
    ],
)
def test_code_that_is_not_at_hand_has_a_reason(
    tmp_path: Path, runtime: str, handler: str, code: str, reason: str
) -> None:
    app = knowledge(tmp_path, FUNCTION % (runtime, handler, code))
    assert app.code is not None
    found = app.code.of(only(app))
    assert isinstance(found, NotFound)
    assert reason in found.reason
    assert app.code_of(only(app)) is None
