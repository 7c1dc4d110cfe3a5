"""What a writer gives: files, and which thing each name of the format stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.parity.application import App


@dataclass
class Written:
    """An application in one format."""

    files: dict[str, str]
    things: dict[str, str] = field(default_factory=dict)
    """A logical id of the format -> the thing of the application; others name it themselves."""


Writer = Callable[[App], Written]


def sources(app: App, folder: str) -> dict[str, str]:
    """The function's code in a folder, and its manifest where it has one."""
    manifest = {f"{folder}/requirements.txt": app.libraries} if app.libraries else {}
    return {f"{folder}/app.py": app.code, **manifest}
