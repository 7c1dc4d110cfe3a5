"""What a proved plan changes: as a diff, on the disk, and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import unified_diff

from crenel.errors import ReadProblem, UsageError
from crenel.files import replace_text
from crenel.fixes.proof import Proved
from crenel.readers.root import Root

_MARK = "\ufeff"
_NO_NEWLINE = "\n\\ No newline at end of file\n"


def diff(root: Root, texts: Mapping[str, str]) -> str:
    """A unified diff that ``patch -p1`` and ``git apply`` take; empty where nothing changes."""
    return "".join(
        line if line.endswith("\n") else f"{line}{_NO_NEWLINE}"
        for file, text in sorted(texts.items())
        for line in unified_diff(
            root.read(file).text.splitlines(keepends=True),
            text.splitlines(keepends=True),
            f"a/{file}",
            f"b/{file}",
        )
    )


def write(root: Root, texts: Mapping[str, str]) -> None:
    """Writes every file, or none.

    ``root`` is what the texts were made from. Raises UsageError where a file has changed since, is
    no UTF-8 or cannot be written.
    """
    stored = {file: _stored(root, file) for file in texts}
    for file, mark in stored.items():
        replace_text(root.folder / file, mark + texts[file])


def _stored(root: Root, file: str) -> str:
    """The mark that the file begins with. What cannot be written back as it was is refused."""
    try:
        now = Root(root.folder)
        data, text = now.read_bytes(file), now.read(file).text
    except ReadProblem as problem:
        raise UsageError(f"{file} cannot be read any more: {problem.what}", problem.do) from None
    if text != root.read(file).text:
        what = f"{file} has changed since it was judged; nothing was written"
        raise UsageError(what, "Run it again")
    mark = _MARK if data.startswith(_MARK.encode()) else ""
    if (mark + text).encode("utf-8", "surrogatepass") != data:
        raise UsageError(f"{file} is not written in UTF-8", "Save it as UTF-8, and try again")
    return mark


def summary(found: Proved, without: int, *, written: bool) -> Iterator[str]:
    """Sentences: what was mended, what was not, and why."""
    number, files = len(found.mendings), len(found.texts)
    done = "mended" if written else "this diff mends"
    yield f"{done} {_many(number, 'finding')} in {_many(files, 'file')}, proved by judging again"
    counted = Counter(one.reason for one in found.left)
    for reason, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        controls = sorted({one.verdict.control for one in found.left if one.reason == reason})
        yield f"left: {count} {', '.join(controls)}: {reason}"
    if without:
        yield f"left: {_many(without, 'finding')} that crenel has no fix for"
    if number and not written:
        yield "next: crenel fix --apply writes it"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
