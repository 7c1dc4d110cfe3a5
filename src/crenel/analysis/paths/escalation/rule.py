"""A way of escalation: declared in the first ``toml`` block of its Markdown file.

The ways and their prerequisites are those of pathfinding.cloud (DataDog, Apache-2.0, snapshot of
2025-12-17), whose entries ``catalogue`` names, and newer ones that Prowler 5.46.0 (Apache-2.0)
lists. Words and rules are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from crenel.analysis.globs import Actions
from crenel.dated import Dated, dated_by
from crenel.errors import DataError
from crenel.packed import toml

_RULES = Path(__file__).parent / "rules"
_BLOCK = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Target = Literal["itself", "user", "role", "group", "function", "passed-role", "outside"]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to be held on what, and what it gives."""

    name: str = ""
    catalogue: tuple[str, ...]
    target: Target
    """What is taken over: a thing of the application, or (``outside``) one that no template has."""
    on_target: tuple[str, ...] = ()
    """Actions on the target itself."""
    on_policy: tuple[str, ...] = ()
    """Actions on a customer managed policy that the target has attached."""
    anywhere: tuple[str, ...] = ()
    """Actions on something of the holder's choosing."""
    one_of: tuple[str, ...] = ()
    """At least one of these, on the target for functions and on anything else for the rest."""
    passed_to: tuple[str, ...] = ()
    """The services that a passed role may be for; it has to trust one of them."""
    assumes: bool = False
    """The target's trust policy has to admit the holder."""
    holders: tuple[str, ...] = ("role", "user", "group")
    gives: Literal["target", "account"] = "target"
    does: str
    """The step in words, with ``{target}``: "puts a policy on {target}"."""
    cut: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Every action that is always needed."""
        passes = ("iam:PassRole",) if self.target == "passed-role" else ()
        return (*passes, *self.on_target, *self.on_policy, *self.anywhere)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their names."""
    return tuple(_rule(path) for path in _files())


@cache
def links() -> Actions:
    """Every action that some rule needs."""
    return Actions(sorted({action for rule in rules() for action in (*rule.needs, *rule.one_of)}))


def text_of(rule: Rule) -> Path:
    """The Markdown file of a rule."""
    return _RULES / f"{rule.name.replace('-', '_')}.md"


def title_of(rule: Rule) -> str:
    """The heading of its file."""
    return text_of(rule).read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").strip()


def declarations() -> Iterator[str]:
    """The TOML text of every rule."""
    found = (_BLOCK.search(path.read_text(encoding="utf-8")) for path in _files())
    return (one[1] for one in found if one is not None)


def _files() -> list[Path]:
    return sorted(_RULES.glob("*.md"))


def _rule(path: Path) -> Rule:
    found = _BLOCK.search(path.read_text(encoding="utf-8"))
    if found is None:
        raise DataError(f"{path.name} declares no rule", "Begin it with a toml block")
    try:
        rule = msgspec.convert(toml(found[1]), Rule)
    except ValueError as error:  # not TOML, or not a rule
        raise DataError(f"{path.name}: {error}", "See the rules beside it") from None
    return msgspec.structs.replace(rule, name=path.stem.replace("_", "-"))


def dated() -> Dated:
    """Where this is from, and of which day."""
    return dated_by(
        "ways of privilege escalation, as rules",
        "pathfinding.cloud (DataDog, Apache-2.0) of 2025-12-17; Prowler 5.46.0 (Apache-2.0)",
        "2026-11-28",
        _RULES,
    )
