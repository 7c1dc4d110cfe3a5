"""Small applications in a folder, and what is answered about them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

from crenel.analysis.knowledge import Knowledge
from crenel.analysis.permissions.answer import Answer, answers
from crenel.analysis.permissions.scripts import script_answer
from crenel.readers.options import Options
from crenel.readers.project import project

HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"


def answered(folder: Path, template: str, **files: str) -> dict[str, Answer]:
    """The answers by logical id; ``src__app_py`` is the file src/app.py."""
    (folder / "template.yaml").write_text(dedent(template), encoding="utf-8")
    for name, text in files.items():
        stem, _, suffix = name.replace("__", "/").rpartition("_")
        path = folder / f"{stem}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    read = project([folder], Options())
    found = [
        answer
        for application in read.applications()
        for answer in answers(Knowledge(application, date(2026, 11, 28), read.root))
    ]
    return {one.address.rpartition("::")[2]: one for one in found}


def script(folder: Path, text: str, name: str = "app.py") -> Answer:
    """The answer about one file."""
    path = folder / name
    path.write_text(dedent(text), encoding="utf-8")
    return script_answer(path, folder)


def needs(answer: Answer) -> dict[str, list[str]]:
    """The resources of each action that the code needs."""
    found: dict[str, list[str]] = {}
    for need in answer.needs:
        found.setdefault(need.action, []).extend(need.resources)
    return found


def function(environment: str = "", policies: str = "", more: str = "") -> str:
    """A template with one function, ``F``, in app.py."""
    lines = [
        "Transform: AWS::Serverless-2016-10-31",
        "Resources:",
        "  F:",
        "    Type: AWS::Serverless::Function",
        "    Properties:",
        "      Runtime: python3.13",
        "      Handler: app.handler",
        "      CodeUri: .",
    ]
    if environment:
        lines.append(f"      Environment: {{Variables: {{{environment}}}}}")
    if policies:
        lines.append(f"      Policies: {policies}")
    return "\n".join(lines) + "\n" + more
