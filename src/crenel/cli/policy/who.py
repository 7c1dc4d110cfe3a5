"""``crenel policy who ACTION RESOURCE [PATH...]``."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from crenel.cli.common import add_reading, parameters


def add(parser: argparse.ArgumentParser) -> None:
    """It takes an action, a resource, and where the application is."""
    parser.add_argument("action", help="such as dynamodb:GetItem")
    parser.add_argument("resource", help="an ARN, or * for actions that are asked on everything")
    add_reading(parser)
    parser.add_argument("--format", choices=("json", "text"), default="text", help="default: text")


def run(args: argparse.Namespace) -> int:
    """Prints the identities that may do it; 3 where something was not read."""
    import json
    import sys

    from crenel.cli.ending import printable, tell
    from crenel.readers.options import Options
    from crenel.readers.project import project

    _check(args)
    read = project(args.path, Options(parameters=parameters(args), environment=args.env))
    today = args.today or date.today()  # noqa: DTZ011 - a day where the person is
    rows = [row for one in read.applications() for row in _rows(one, today, read.root, args)]
    document = {
        "schema": "crenel.who/1",
        "action": args.action,
        "resource": args.resource,
        "holders": rows,
    }
    tell(json.dumps(document, indent=2) + "\n" if args.format == "json" else _page(rows), utf8=True)
    for unread in read.unread:
        told = f"not read: {unread.file}:{unread.line}: {unread.reason}"
        print(printable(told), file=sys.stderr)
    return 3 if read.unread else 0


def _check(args: argparse.Namespace) -> None:
    from crenel.errors import UsageError

    if ":" not in args.action or "*" in args.action:
        raise UsageError(f"{args.action} is no action", "Write one, such as dynamodb:GetItem")
    if args.resource != "*" and not args.resource.startswith("arn:"):
        raise UsageError(f"{args.resource} is no ARN", "Write an ARN, or *")


def _rows(application: Any, today: date, root: Any, args: argparse.Namespace) -> list[Any]:  # noqa: ANN401
    from crenel.analysis.holders import holders
    from crenel.analysis.knowledge import Knowledge

    app = Knowledge(application, today, root)
    return [_row(app, one) for one in holders(app, args.action, args.resource)]


def _row(app: Any, holder: Any) -> dict[str, Any]:  # noqa: ANN401 - imported late
    spans = [one.whole.span for one in holder.allows]
    return {
        "address": holder.identity.origin.address,
        "type": holder.identity.origin.type,
        "answer": "allowed" if holder.allowed.certain else "unknown",
        "functions": [one.origin.address for one in app.functions_as(holder.identity)],
        "because": [
            {"file": span.file, "line": span.line, "column": span.column} for span in spans if span
        ],
        "unread_policies": [one.text() for one in holder.unread],
    }


def _page(rows: list[dict[str, Any]]) -> str:
    from crenel.report.escape import visible

    if not rows:
        return "nobody in what was read\n"
    lines: list[str] = []
    told = [row for row in rows if row["because"] or row["answer"] == "allowed"]
    for row in told:
        words = {"allowed": "may do it", "unknown": "may do it, as far as can be told"}
        lines.append(f"{visible(row['address'])}: {words[row['answer']]}")
        lines += (
            [f"  functions: {visible(', '.join(row['functions']))}"] if row["functions"] else []
        )
        lines += [
            f"  {visible(one['file'])}:{one['line']}:{one['column']}" for one in row["because"]
        ]
    silent = len(rows) - len(told)
    if silent:
        whose = f"{silent} more: nothing in the templates allows it"
        lines.append(f"{whose}, but policies attached to them are not in them (--format json)")
    return "\n".join(lines) + "\n"
