"""Links from a place to where people look at code: a forge, or an editor."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from crenel.errors import UsageError

_SCHEMES = frozenset({"https", "http", "vscode", "vscode-insiders", "idea", "cursor", "file"})
_EXAMPLE = "https://example.org/team/app/blob/main/{file}#L{line}"


class Links:
    """Makes links by a template with ``{file}`` and ``{line}``; none where it is empty."""

    def __init__(self, template: str) -> None:
        if template and "{file}" not in template:
            raise UsageError(f"--link-template {template} has no {{file}}", f"Write {_EXAMPLE}")
        if template and urlsplit(template).scheme.lower() not in _SCHEMES:
            raise UsageError(f"--link-template {template} is no link", f"Write {_EXAMPLE}")
        self._template = template

    def __call__(self, file: str, line: int) -> str:
        """The link to a line of a file."""
        if not self._template:
            return ""
        return self._template.replace("{file}", quote(file)).replace("{line}", str(line))
