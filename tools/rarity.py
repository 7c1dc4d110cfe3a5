"""Makes the rarity table: how usual it is that one letter follows two others in names and words.

    python tools/rarity.py            writes src/crenel/secrets/judgement/_data/rarity.bin
    python tools/rarity.py --check    writes nothing; tells whether the table is the one this makes

The text is the Python standard library (PSF licence) and packages of permissive licences that the
test environment holds; only counts of three letters are kept. The table holds one byte for each of
28 x 28 x 28 triples: sixteenths of a bit, 255 at most.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/crenel/secrets/judgement/_data/rarity.bin"
PACKAGES = ("jinja2", "msgspec", "yaml", "packaging", "hypothesis", "jsonschema", "botocore")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_SIZE = 28
_EDGE, _DIGIT = 26, 27
_SIXTEENTHS, _MOST = 16, 255


def sources() -> Iterator[Path]:
    """The files that are counted."""
    library = Path(sysconfig.get_paths()["stdlib"])
    yield from (file for file in sorted(library.rglob("*.py")) if "site-packages" not in str(file))
    for name in PACKAGES:
        found = importlib.util.find_spec(name)
        for place in (found.submodule_search_locations or []) if found else []:
            yield from sorted(Path(place).rglob("*.py"))


def counted(files: Iterable[Path]) -> Counter[str]:
    """How many files use each word: a word that one file repeats counts once."""
    words: Counter[str] = Counter()
    for file in files:
        words.update(set(_WORD.findall(file.read_text(encoding="utf-8", errors="replace"))))
    return words


def codes(word: str) -> list[int]:
    """The word as numbers, with edges."""
    body = [LETTERS.index(char) if char in LETTERS else _DIGIT for char in word.lower()]
    return [_EDGE, _EDGE, *body, _EDGE]


def table(words: Counter[str]) -> bytes:
    """Bits of each letter after two others: triples, pairs and single letters mixed."""
    three, two, one = Counter[tuple[int, int, int]](), Counter[tuple[int, int]](), Counter[int]()
    for word, count in words.items():
        row = codes(word)
        weight = 1 + math.log2(count)
        for a, b, c in zip(row, row[1:], row[2:], strict=False):
            three[a, b, c] += weight  # type: ignore[assignment]  # counts are weighed
            two[b, c] += weight  # type: ignore[assignment]
            one[c] += weight  # type: ignore[assignment]
    return bytes(_cells(three, two, one))


def _cells(
    three: Counter[tuple[int, int, int]], two: Counter[tuple[int, int]], one: Counter[int]
) -> Iterator[int]:
    total = sum(one.values())
    before2, before1 = Counter[tuple[int, int]](), Counter[int]()
    for (a, b, _), count in three.items():
        before2[a, b] += count
    for (a, _), count in two.items():
        before1[a] += count
    for a in range(_SIZE):
        for b in range(_SIZE):
            for c in range(_SIZE):
                single = (one[c] + 1) / (total + _SIZE)
                pair = (two[b, c] + 10 * single) / (before1[b] + 10)
                chance = (three[a, b, c] + 5 * pair) / (before2[a, b] + 5)
                yield min(_MOST, round(-math.log2(chance) * _SIXTEENTHS))


def main() -> int:
    """Writes or compares."""
    parser = argparse.ArgumentParser(description="Make the rarity table of the leak scanner.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    args = parser.parse_args()
    made = table(counted(sources()))
    if args.check:
        same = TABLE.read_bytes() == made
        print("the table is the one this makes" if same else "another Python makes another table")
        return 0 if same else 1
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_bytes(made)
    print(f"{len(made):,} bytes written to {TABLE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
