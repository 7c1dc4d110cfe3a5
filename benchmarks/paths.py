"""Attack paths and the report: what they cost on large applications.

python benchmarks/paths.py              1,000 and 5,000 functions, and the largest of CRENEL_CORPUS

The application is generated: routes, queues in chains and rings, tables, a weakness in one handler
of ten, powers over everything in one role of ten, a way of escalation in one of fifty. Each row is
a process of its own; what is counted is CPU after reading and code analysis are done.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from crenel.analysis.knowledge import Knowledge  # noqa: E402 - found by the line above
from crenel.cli.examining import examined  # noqa: E402
from crenel.cli.parser import parser_for  # noqa: E402
from crenel.model.entities import Function  # noqa: E402
from crenel.readers.options import Options  # noqa: E402
from crenel.readers.project import project  # noqa: E402
from crenel.report.html.links import Links  # noqa: E402
from crenel.report.html.page import page_of  # noqa: E402
from crenel.report.html.render import html  # noqa: E402
from crenel.report.paths.found import Gatherer  # noqa: E402

DAY = date(2026, 11, 28)
SIZES = (1_000, 5_000)
STACK = 1_000
"""Functions of one template; CloudFormation allows 500 resources, crenel reads 2,000."""
BUDGET = 2.0
"""Seconds of CPU, for the paths of the smaller one and for the report of the largest public one."""

_HEAD = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
_FUNCTION = """  Function{n}:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Environment: {{Variables: {{TABLE: !Ref Table{table}, NEXT: !Ref Queue{after}}}}}
      InlineCode: |
        import os, boto3
        table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
        queue = boto3.client("sqs")
        def handler(event, context):
            table.get_item(Key={{"id": "1"}})
            queue.send_message(QueueUrl=os.environ["NEXT"], MessageBody=event["body"])
            return {answer}
      Policies:
        - Statement:
            - {{Effect: Allow, Action: [dynamodb:GetItem], Resource: !GetAtt Table{table}.Arn}}
            - {{Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue{after}.Arn}}
{more}      Events:
        Calls: {event}
"""
_WIDE = '            - {Effect: Allow, Action: "dynamodb:*", Resource: "*"}\n'
_CLIMBS = '            - {Effect: Allow, Action: [lambda:UpdateFunctionCode], Resource: "*"}\n'


def write(folder: Path, functions: int) -> Path:
    """So many functions, in as many stacks as that takes."""
    for number in range(0, functions, STACK):
        stack = folder / f"stack{number // STACK}"
        write_stack(stack, min(STACK, functions - number))
    return folder


def write_stack(folder: Path, functions: int) -> None:
    """One application; a tenth as many tables, a fifth as many queues."""
    tables, queues = max(functions // 10, 1), max(functions // 5, 1)
    parts = [_HEAD]
    for n in range(functions):
        more = _WIDE if n % 10 == 3 else ""  # noqa: PLR2004 - one of ten
        more += _CLIMBS if n % 50 == 7 else ""  # noqa: PLR2004 - one of fifty
        event = f"{{Type: HttpApi, Properties: {{Path: /f{n}, Method: post}}}}"
        if n % 2:
            event = f"{{Type: SQS, Properties: {{Queue: !GetAtt Queue{n % queues}.Arn}}}}"
        answer = "eval(event['body'])" if n % 10 == 5 else "1"  # noqa: PLR2004 - one of ten
        table, after = n % tables, (n * 7 + 1) % queues
        told = {"n": n, "table": table, "after": after, "answer": answer}
        parts.append(_FUNCTION.format(more=more, event=event, **told))
    key = "Properties: {KeySchema: []}"
    parts += [f"  Table{n}: {{Type: AWS::DynamoDB::Table, {key}}}\n" for n in range(tables)]
    parts += [f"  Queue{n}: {{Type: AWS::SQS::Queue}}\n" for n in range(queues)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.yaml").write_text("".join(parts), encoding="utf-8")


def measured(folder: Path) -> dict[str, float | int]:
    """CPU seconds of each part, of one folder; run in a process of its own."""
    sys.setrecursionlimit(10_000)
    clock = time.process_time
    begun = clock()
    read = project([folder], Options())
    apps = [Knowledge(one, DAY, read.root) for one in read.applications()]
    functions = [(app, one) for app in apps for one in app.all(Function)]
    for app, function in functions:
        app.code_of(function)
    analysed, gatherer = clock(), Gatherer(chart=True)
    for app in apps:
        gatherer.gather(app)
    found = gatherer.found()
    pathed = clock()
    page = _page(folder)
    return {
        "functions": len(functions),
        "analysis": analysed - begun,
        "paths": pathed - analysed,
        "found": len(found.paths),
        "cut_off": len(found.cut_off),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
        **page,
    }


def _page(folder: Path) -> dict[str, float | int]:
    """The page itself, after everything that is on it is known."""
    args = parser_for("report").parse_args(["report", str(folder), "--no-config", "-q"])
    begun = time.process_time()
    seen = examined(args)
    known = time.process_time()
    page = page_of(seen.given, seen.settings)
    text = html(page, Links(""), seen.given.policies(one.address for one in page.permissions))
    made = time.process_time()
    return {"judged": known - begun, "page": made - known, "bytes": len(text)}


def row(name: str, folder: Path) -> str:
    """One line about one folder."""
    command = [sys.executable, __file__, "--child", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode:
        return f"{name}: failed: {done.stderr[-400:]}"
    told = json.loads(done.stdout)
    cut = f", not all ways from {told['cut_off']} beginnings" if told["cut_off"] else ""
    return (
        f"{name}: {told['functions']} functions; reading and code {told['analysis']:.2f} s, "
        f"paths {told['paths']:.2f} s ({told['found']} kept{cut}), page {told['page']:.2f} s "
        f"({told['bytes'] / 1000:.0f} kB); whole report {told['judged'] + told['page']:.2f} s, "
        f"peak {told['peak']:.0f} MB"
    )


def main() -> int:
    """Prints the rows; always 0."""
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(measured(Path(sys.argv[2]))))
        return 0
    print(f"Paths (budget {BUDGET:.0f} s CPU for 1,000 functions, and for the largest public page)")
    with tempfile.TemporaryDirectory(prefix="crenel-bench-") as folder:
        for size in SIZES:
            print(row(f"generated, {size}", write(Path(folder) / str(size), size)), flush=True)
    given = os.environ.get("CRENEL_LARGEST")
    if given:
        print(row(Path(given).name, Path(given)))
    else:
        print("CRENEL_LARGEST may name the folder of a large public application.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
