"""What of a folder a deployment packs: patterns of the template, ignore files of npm."""

from __future__ import annotations

import re
from functools import lru_cache

from crenel.analysis.knowledge import Knowledge
from crenel.errors import ReadProblem
from crenel.model.entities import Function
from crenel.model.truth import FALSE, TRUE, Truth, unknown
from crenel.pattern import Pattern
from crenel.readers.root import Root, join

_PIECE = Pattern(r"\*\*/?|\*|\?|[^*?]+")
_MEANS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_LONGEST = 300


def is_packed(path: str, function: Function, folder: str, app: Knowledge) -> Truth:
    """Is a file below the folder shipped? The last pattern that takes it decides."""
    packed = TRUE
    for guard, pattern in function.package.patterns.items():
        text = pattern.known()
        if text is None:
            return unknown(pattern)
        glob = str(text).removeprefix("!").removeprefix("./")
        if not guard and _takes(glob, path):
            packed = FALSE if str(text).startswith("!") else TRUE
    left_out = app.root is not None and _npm_leaves_out(path, function, folder, app.root)
    return FALSE if left_out else packed


def _takes(glob: str, path: str) -> bool:
    return len(glob) <= _LONGEST and _pattern(glob).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _pattern(glob: str) -> re.Pattern[str]:
    pieces = (_MEANS.get(piece) or re.escape(piece) for piece in _PIECE.findall(glob))
    return re.compile("".join(pieces))


def _npm_leaves_out(path: str, function: Function, folder: str, root: Root) -> bool:
    """``sam build`` packs with npm, which leaves out what an ignore file beside it names."""
    by_npm = function.origin.type == "AWS::Serverless::Function"
    if not by_npm or not function.runtime.text().startswith("nodejs"):
        return False
    if not root.exists(join(folder, "package.json")):
        return False
    ignoring = next(
        (one for one in (".npmignore", ".gitignore") if root.exists(join(folder, one))), None
    )
    return ignoring is not None and _ignores(join(folder, ignoring), path, root)


def _ignores(file: str, path: str, root: Root) -> bool:
    try:
        lines = [line.strip().strip("/") for line in root.read(file).text.splitlines()]
    except ReadProblem:
        return False
    name = path.rpartition("/")[2]
    globs = (one for one in lines if one and not one.startswith(("#", "!")))
    return any(_takes(one, name) or _takes(one, path) for one in globs)
