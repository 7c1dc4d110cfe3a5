"""What a user installs."""

import subprocess
import sys
import zipfile

import pytest


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
        if path.is_file() and path.suffix in {".py", ".md", ".json", ".toml", ".yaml", ".typed"}
    }
    assert expected <= set(zipfile.ZipFile(wheel).namelist())
