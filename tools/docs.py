"""Generates the parts of the documentation that the program itself knows.

python tools/docs.py            writes what is out of date
python tools/docs.py --check    writes nothing; names what is out of date and exits 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tools.pages import (  # noqa: E402
    commands,
    controls,
    detectors,
    exit_codes,
    formats,
    language,
    practices,
    readme,
    schemas,
)

from crenel.analysis.paths.escalation import rule  # noqa: E402
from crenel.controls.catalogue import index  # noqa: E402
from crenel.dated import files  # noqa: E402
from crenel.packed import packed  # noqa: E402

CONTROLS = "docs/reference/controls"


def pages(root: Path) -> dict[str, str]:
    """Every generated file, by its path below ``root``, with the text that it should have."""
    reference = {
        **controls.pages(),
        **schemas.pages(root),
        "command-line.md": commands.page(root),
        "exit-codes.md": exit_codes.page(),
        "formats.md": formats.page(),
        "control-language.md": language.page(),
        "practices.md": practices.page(),
        "detectors.md": detectors.page(),
    }
    made = {f"docs/reference/{name}": text for name, text in reference.items()}
    made["src/crenel/secrets/detectors/_index.json"] = detectors.index()
    made["src/crenel/controls/_index.json"] = index()
    made["src/crenel/_packed.json"] = packed(tables())
    if (root / "README.md").exists():
        made["README.md"] = readme.refreshed(root)
    return made


def tables() -> Iterator[str]:
    """Every TOML text that a run of ``check`` may read."""
    yield from (path.read_text(encoding="utf-8") for path in files() if path.suffix == ".toml")
    yield from rule.declarations()


def stale(root: Path, wanted: dict[str, str]) -> list[str]:
    """The files whose text is not what it should be, or that should not be there at all."""
    differing = [name for name, text in wanted.items() if _text(root / name) != text]
    return sorted([*differing, *_left_over(root, wanted)])


def write(root: Path, wanted: dict[str, str], names: list[str]) -> None:
    """Writes the files of these names, and removes those that nothing makes any more."""
    for name in names:
        path = root / name
        if name in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
        else:
            path.unlink()


def _left_over(root: Path, wanted: dict[str, str]) -> list[str]:
    """Pages of controls that are gone."""
    there = (path.relative_to(root).as_posix() for path in (root / CONTROLS).glob("*.md"))
    return [name for name in there if name not in wanted]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(argv: list[str] | None = None) -> int:
    """Writes or checks; tells which files."""
    parser = argparse.ArgumentParser(description="Generate the generated documentation.")
    parser.add_argument(
        "--check", action="store_true", help="write nothing, exit 1 on a difference"
    )
    args = parser.parse_args(argv)
    wanted = pages(ROOT)
    names = stale(ROOT, wanted)
    if not args.check:
        write(ROOT, wanted, names)
    for name in names:
        print(f"{'out of date' if args.check else 'written'}: {name}")
    if args.check and names:
        print("Run `make docs` and commit what it writes.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
