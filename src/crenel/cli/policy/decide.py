"""``crenel policy decide REQUEST.json``."""

from __future__ import annotations

import argparse
from typing import Any


def add(parser: argparse.ArgumentParser) -> None:
    """It takes one file."""
    parser.add_argument("request", help="a request, or a list of them, in JSON (-: standard input)")
    parser.add_argument("--format", choices=("json", "text"), default="json", help="default: json")
    parser.add_argument("-q", "--quiet", action="store_true", help="no warnings")


def run(args: argparse.Namespace) -> int:
    """Prints what becomes of each request."""
    import json

    from crenel.cli.ending import tell
    from crenel.cli.policy.documents import Parser, decision_row, warn
    from crenel.cli.policy.reading import Input

    source = Input(args.request)
    parser = Parser(source)
    listed = isinstance(source.value, list)
    rows = source.value if listed else [source.value]
    answers = [decision_row(one) for one in _answers(rows, parser, listed=listed)]
    warn(list(parser.warnings), quiet=args.quiet)
    if args.format == "text":
        tell("".join(_sentence(answer, row) for answer, row in zip(answers, rows, strict=True)))
    else:
        tell(json.dumps(answers if listed else answers[0], indent=2) + "\n", utf8=True)
    return 0


def _answers(rows: list[Any], parser: Any, *, listed: bool) -> list[Any]:  # noqa: ANN401
    """The decisions; policies that requests share are prepared once."""
    from crenel.errors import UsageError
    from crenel.policy import Prepared, read_request
    from crenel.policy.evaluating.reading import RequestProblem

    prepared: dict[tuple[object, ...], Prepared] = {}
    found: list[Any] = []
    for number, row in enumerate(rows):
        base = (number,) if listed else ()
        try:
            request, policies = read_request(row, parse_policy=parser.below(base))
        except RequestProblem as problem:
            place = parser.place((*base, *problem.path))
            raise UsageError(f"{place}: {problem.what}", problem.do) from None
        key = _key(policies)
        if key not in prepared:
            prepared[key] = Prepared(policies)
        found.append(prepared[key].decide(request))
    return found


def _key(policies: Any) -> tuple[object, ...]:  # noqa: ANN401 - imported late
    """The parser keeps each distinct document once, so that identity tells them apart."""
    import msgspec

    def ids(value: Any) -> object:  # noqa: ANN401
        return tuple(map(ids, value)) if isinstance(value, tuple) else id(value)

    return tuple(ids(one) for one in msgspec.structs.astuple(policies))


def _sentence(answer: dict[str, Any], row: dict[str, Any]) -> str:
    from crenel.report.escape import visible

    lines = [f"{answer['decision']}: {visible(row['action'])} on {visible(row['resource'])}"]
    lines += [f"  by {one['policy']}, statement {one['statement']}" for one in answer["because"]]
    withheld = ", ".join(answer.get("withheld_by", ()))
    lines += [f"  not allowed by: {withheld}"] if withheld else []
    return "\n".join(lines) + "\n"
