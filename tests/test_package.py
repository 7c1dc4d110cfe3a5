"""What a user installs."""

import os
import subprocess
import sys
import zipfile

import pytest

TEMPLATE = "Resources: {T: {Type: AWS::SNS::Topic}}\n"
WORDS = (
    ("version", "--data"),
    ("explain", "no-tracing"),
    ("check", "app", "--format", "json"),
    ("report", "app", "--format", "html"),
    ("practices", "app"),
    ("secrets", "scan", "app"),
)
"""Verbs that read data of the package: tables, pages, schemas, templates, indexes."""


def run_from(site, folder, *words):
    """The program as it lies in a folder of packages, started from anywhere."""
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app" / "template.yaml").write_text(TEMPLATE, encoding="utf-8")
    start = (
        "import crenel, sys; assert crenel.__file__.startswith(sys.argv.pop(1)), crenel.__file__"
    )
    program = f"{start}; from crenel.cli.main import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, str(site), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_wheel_carries_the_whole_package(root, tmp_path):
    """Controls are two files, code and prose: a wheel without its data is half a product."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=root, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    source = root / "src"
    expected = {
        path.relative_to(source).as_posix()
        for path in (source / "crenel").rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ""}
    }
    with zipfile.ZipFile(wheel) as packed:
        assert expected <= set(packed.namelist())
        packed.extractall(tmp_path / "site")
    for words in WORDS:
        done = run_from(tmp_path / "site", tmp_path, *words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout
