"""Folders of Terraform as tests write them, and what is read of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.readers.terraform.support import Found, read_root

from crenel.readers.options import Options
from crenel.readers.root import Root
from crenel.readers.terraform.modules.configuration import Folders


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Found]:
    """Writes files and reads one root module: ``read(main)``, ``read(files={...}, folder=...)``."""

    def reading(
        main: str = "", *, files: dict[str, str] | None = None, folder: str = "", **options: object
    ) -> Found:
        for name, text in {**({"main.tf": main} if main else {}), **(files or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return read_root(folder, Folders(Root(tmp_path)), Options(**options))  # type: ignore[arg-type]

    return reading
