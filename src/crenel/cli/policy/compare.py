"""``crenel policy compare A.json B.json``, or ``--pairs FILE.jsonl``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

_MEANING = {
    "equal": "A and B allow the same",
    "narrower": "A allows less than B",
    "wider": "A allows more than B",
    "incomparable": "each allows something that the other does not",
    "unknown": "it cannot be told whether A allows more than B",
}


def add(parser: argparse.ArgumentParser) -> None:
    """It takes two files, or one of pairs."""
    parser.add_argument("a", nargs="?", help="a policy, or a list of policies judged together")
    parser.add_argument("b", nargs="?", help="the same, to compare with")
    parser.add_argument(
        "--pairs", metavar="FILE", help='lines of {"id": ..., "a": policy, "b": policy}'
    )
    parser.add_argument("--format", choices=("json", "text"), default="json", help="default: json")
    parser.add_argument("-q", "--quiet", action="store_true", help="no warnings")


def run(args: argparse.Namespace) -> int:
    """Prints the relation; 0 where A allows nothing that B does not, 1 otherwise."""
    from crenel.errors import UsageError

    if args.pairs and (args.a or args.b):
        raise UsageError("--pairs is given beside files", "Give either")
    if not args.pairs and not (args.a and args.b):
        raise UsageError("two policies are compared", "Write: crenel policy compare A.json B.json")
    return _pairs(args) if args.pairs else _pair(args)


def _pair(args: argparse.Namespace) -> int:
    import json

    from crenel.cli.ending import tell
    from crenel.cli.policy.documents import Parser, comparison_row, spellings, warn
    from crenel.cli.policy.reading import Input
    from crenel.policy import compare

    sources = [Input(args.a), Input(args.b)]
    parsers = [Parser(one) for one in sources]
    kind = _kind([one.value for one in sources])
    sides = [
        _policies(source.value, parser, kind)
        for source, parser in zip(sources, parsers, strict=True)
    ]
    comparison = compare(*sides)
    warn([one for parser in parsers for one in parser.warnings], quiet=args.quiet)
    row = comparison_row(comparison, spellings([one.value for one in sources]))
    tell(_text(row) if args.format == "text" else json.dumps(row, indent=2) + "\n", utf8=True)
    return 0 if comparison.allows_nothing_more else 1


def _kind(values: list[Any]) -> Any:  # noqa: ANN401 - imported late
    from crenel.cli.policy.documents import kind_of

    return kind_of([one for value in values for one in _listed(value)])


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    return value if isinstance(value, list) else [value]


def _policies(value: Any, parser: Any, kind: Any, base: tuple[Any, ...] = ()) -> list[Any]:  # noqa: ANN401
    if isinstance(value, list):
        return [parser.policy(one, kind, (*base, place)) for place, one in enumerate(value)]
    return [parser.policy(value, kind, base)]


def _pairs(args: argparse.Namespace) -> int:
    """Every line is read before the first is answered: a malformed one stops all."""
    import json
    from time import perf_counter_ns

    from crenel.cli.ending import tell
    from crenel.cli.policy.documents import comparison_row, spellings, warn
    from crenel.policy import compare

    code = 0
    warnings: dict[str, None] = {}
    for name, raw, sides in list(_read_pairs(args.pairs, warnings)):
        begun = perf_counter_ns()
        comparison = compare(*sides)
        spent = (perf_counter_ns() - begun) / 1000
        row = {"id": name, **comparison_row(comparison, spellings(raw))}
        row["microseconds"] = round(spent, 1)
        tell(_text(row) if args.format == "text" else json.dumps(row) + "\n", utf8=True)
        code |= 0 if comparison.allows_nothing_more else 1
    warn(list(warnings), quiet=args.quiet)
    return code


def _read_pairs(path: str, warnings: dict[str, None]) -> Iterator[tuple[Any, Any, list[Any]]]:
    import json

    from crenel.cli.policy.documents import Parser
    from crenel.cli.policy.reading import Input
    from crenel.errors import UsageError

    source = Input(path)
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{path}:{number}: this is not JSON: {error}") from None
        if not isinstance(row, dict) or not {"id", "a", "b"} <= row.keys():
            message = f"{path}:{number}: a line is an object with id, a and b"
            raise UsageError(message, 'Write {"id": "...", "a": {...}, "b": {...}}')
        parser = Parser(source, line=number)
        kind = _kind([row["a"], row["b"]])
        sides = [_policies(row[side], parser, kind, (side,)) for side in ("a", "b")]
        warnings |= parser.warnings
        yield row["id"], [row["a"], row["b"]], sides


def _text(row: dict[str, Any]) -> str:
    from crenel.report.escape import visible

    lines = [f"{visible(str(row['id']))}: " if "id" in row else ""]
    lines[0] += f"{row['relation']}: {_MEANING[row['relation']]}"
    if row["relation"] != row["real_relation"] and row["relation"] != "unknown":
        lines.append(f"  among requests that AWS knows: {row['real_relation']}")
    if "because" in row:
        lines.append(f"  {visible(row['because'])}")
    witness = row.get("witness")
    if witness:
        who = "A" if row["witness_allowed_by"] == "a" else "B"
        lines.append(
            f"  only {who} allows {_shown(witness['action'])} on {_shown(witness['resource'])}"
        )
        if "principal" in witness:
            lines.append(f"  for {visible(str(witness['principal']))}")
        lines += [
            f"  with {visible(key)} = {visible(', '.join(values))}"
            for key, values in witness["context"].items()
        ]
        if not row["witness_is_real"]:
            lines.append("  (no action that AWS knows makes such a request)")
    return "\n".join(lines) + "\n"


def _shown(text: str) -> str:
    from crenel.report.escape import visible

    return visible(text) if text else '""'
