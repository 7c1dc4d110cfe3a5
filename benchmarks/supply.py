"""What the supply chain is measured on: a large package, 200 pinned libraries, the real sets.

CRENEL_TEST_DATA names the folder of test data; without the sets nothing is imported.
"""

from __future__ import annotations

import os
from pathlib import Path

PACKAGES = 60
FILES = 60
BYTES = 11_000
"""Together about 40 MB, as an unpacked function of moderate size."""
LIBRARIES = 200
_TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: {Runtime: python3.13, Handler: app.handler, CodeUri: code/}
"""


def python_advisories() -> Path | None:
    """The PyPA set, where the test data lie."""
    data = os.environ.get("CRENEL_TEST_DATA", "../shared/data")
    return next(iter(sorted(Path(data, "advisories").glob("pypa-*.zip"))), None)


def large_package(work: Path) -> Path:
    """A function with its libraries installed into its folder."""
    app = work / "large"
    code = app / "code"
    code.mkdir(parents=True)
    (app / "template.yaml").write_text(_TEMPLATE, encoding="utf-8")
    (code / "app.py").write_text("import lib0\n\ndef handler(e, c):\n    return 1\n", "utf-8")
    body = "# " + "x" * BYTES + "\n"
    for number in range(PACKAGES):
        _install(code, f"lib{number}", body)
    return app


def _install(code: Path, name: str, body: str) -> None:
    (code / name).mkdir()
    metadata = code / f"{name}-1.0.0.dist-info"
    metadata.mkdir()
    rows = []
    for number in range(FILES):
        path = f"{name}/{'__init__' if not number else f'module{number}'}.py"
        (code / path).write_text(body, encoding="utf-8")
        rows.append(f"{path},,{len(body)}")
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\nLicense: MIT\n"
    (metadata / "METADATA").write_text(text, encoding="utf-8")
    (metadata / "RECORD").write_text("\n".join(rows) + "\n", encoding="utf-8")


def pinned(work: Path) -> Path:
    """A requirements file with many pins, well-known libraries among them."""
    known = ["jinja2==2.11.2", "tensorflow==2.4.0", "django==3.2", "pillow==8.0", "flask==1.0"]
    pins = [
        *known,
        *(f"library-{number}==1.{number}.0" for number in range(LIBRARIES - len(known))),
    ]
    folder = work / "pinned"
    folder.mkdir()
    (folder / "requirements.txt").write_text("\n".join(pins) + "\n", encoding="utf-8")
    return folder
