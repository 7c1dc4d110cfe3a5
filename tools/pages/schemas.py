"""JSON Schemas as tables: the report's, and that of the configuration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.pages import text

Schema = dict[str, Any]

_CONFIGURATION = "config"


def pages(root: Path) -> dict[str, str]:
    """A page for each schema of the package, by its path below ``docs/reference``."""
    found = sorted((root / "src/crenel").rglob("schemas/*.json"))
    pages = {f"{_page_name(path)}.md": _page(path, root) for path in found}
    if not configured(root):
        pages.pop("configuration.md", None)
    return pages


def configured(root: Path) -> bool:
    """Whether the command line reads configurations yet: no page about what has no effect."""
    modules = (root / "src/crenel/cli").glob("*.py")
    return any("crenel.triage" in path.read_text(encoding="utf-8") for path in modules)


def _page_name(path: Path) -> str:
    """``report-1.json`` becomes ``json-report-1``, ``config-1.json`` ``configuration``."""
    return "configuration" if path.stem.startswith(_CONFIGURATION) else f"json-{path.stem}"


def _page(path: Path, root: Path) -> str:
    schema = _inlined(json.loads(path.read_text(encoding="utf-8")))
    source = path.relative_to(root).as_posix()
    definitions = [
        part
        for name, inner in schema.get("$defs", {}).items()
        if _properties(inner)
        for part in (f"## {name}", _fields(inner))
    ]
    return text.page(
        text.generated_from(source),
        f"# {schema.get('title', path.stem)}",
        schema.get("description", ""),
        f"The JSON Schema itself is `{source}`. In the tables, **bold** fields are always there.",
        _fields(schema),
        *definitions,
    )


def _inlined(schema: Schema) -> Schema:
    """The schema without references to definitions that have no fields, and so no table."""
    small = {
        f"#/$defs/{name}": _outermost(f"#/$defs/{name}", inner)
        for name, inner in schema.get("$defs", {}).items()
        if not _properties(inner)
    }

    def replaced(part: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(part, list):
            return [replaced(one) for one in part]
        if not isinstance(part, dict):
            return part
        whole = {**small.get(part.get("$ref", ""), {}), **part}
        dropped = "$ref" if whole.keys() > part.keys() else None
        return {name: replaced(inner) for name, inner in whole.items() if name != dropped}

    made: Schema = replaced(schema)
    return made


def _outermost(reference: str, schema: Schema) -> Schema:
    """A definition that is made of itself (a value holds values), as far as a table tells it."""
    written = json.dumps(schema).replace(json.dumps({"$ref": reference}), "{}")
    made: Schema = json.loads(written)
    return made


def _fields(schema: Schema) -> str:
    required = set(schema.get("required", ()))
    rows = (
        (f"**{name}**" if name in required else name, _type(inner), inner.get("description", ""))
        for name, inner in _properties(schema).items()
    )
    base = ", ".join(_type(one) for one in schema.get("allOf", ()))
    lead = f"The fields of {base}, and:\n\n" if base else ""
    return lead + text.table(("Field", "Type", "Meaning"), rows)


def _properties(schema: Schema) -> Schema:
    found: Schema = schema.get("properties", {})
    return found


def _type(schema: Schema) -> str:
    """A phrase for the values that a schema allows."""
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return " or ".join(f"`{one}`" for one in schema["enum"])
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name})"
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "items" in schema and isinstance(schema["type"], str):
        return f"list of {_type(schema['items'])}"
    return _object(schema) if schema.get("type") == "object" else " or ".join(_names(schema))


def _object(schema: Schema) -> str:
    inner = schema.get("additionalProperties")
    if isinstance(inner, dict):
        return f"map of names to {_type(inner)}"
    fields = (f"`{name}` ({_type(one)})" for name, one in _properties(schema).items())
    return f"map with {', '.join(fields)}"


def _names(schema: Schema) -> Iterator[str]:
    kinds = schema.get("type", "any")
    yield from [kinds] if isinstance(kinds, str) else kinds
