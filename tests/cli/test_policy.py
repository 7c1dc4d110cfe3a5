"""``crenel policy``: the contract of its verbs, for scripts, and what people see."""

from __future__ import annotations

import json
import os
import threading
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from crenel.cli.main import main

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
POLICY = {"Version": "2012-10-17", "Statement": [ALLOW]}
CONDITIONED = {**ALLOW, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}}
REQUEST = {
    "principal": "arn:aws:iam::111122223333:user/bob",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::b/x",
    "identity_policies": [POLICY],
}


def schema(name: str) -> Any:
    return json.loads(files("crenel.policy").joinpath(f"schemas/{name}-1.json").read_text())


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def write(name: str, value: Any) -> str:
        text = value if isinstance(value, str) else json.dumps(value)
        Path(name).write_text(text, encoding="utf-8")
        return name

    return write


def test_one_request_gets_one_answer(at, capsys):
    assert main(["policy", "decide", at("r.json", REQUEST)]) == 0
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema("decision"))
    assert answer == {
        "schema": "crenel.decision/1",
        "decision": "allowed",
        "because": [{"policy": "identity[0]", "statement": 0}],
    }


def test_a_list_gets_a_list(at, capsys):
    rows = [REQUEST, {**REQUEST, "action": "s3:PutObject"}, {**REQUEST, "resource": "x"}]
    assert main(["policy", "decide", at("r.json", rows), "--format", "json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    for answer in answers:
        jsonschema.validate(answer, schema("decision"))
    assert [one["decision"] for one in answers] == [
        "allowed",
        "implicitly-denied",
        "implicitly-denied",
    ]
    assert main(["policy", "decide", at("none.json", [])]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_people_read_sentences(at, capsys):
    denied = {**REQUEST, "resource": "arn:aws:s3:::c/\x1b[31m"}
    assert main(["policy", "decide", at("r.json", [REQUEST, denied]), "--format", "text"]) == 0
    assert capsys.readouterr().out == (
        "allowed: s3:GetObject on arn:aws:s3:::b/x\n"
        "  by identity[0], statement 0\n"
        "implicitly-denied: s3:GetObject on arn:aws:s3:::c/\\x1b[31m\n"
        "  not allowed by: identity\n"
    )


BAD: list[tuple[Any, str]] = [
    ("{", "r.json:1:2"),
    ("", "r.json is empty"),
    ('{"action": "a:b", "action": "a:c"}', "r.json:1:19: the key 'action' is written twice"),
    ({**REQUEST, "principal": "bob"}, "r.json:1:2: bob is no principal"),
    ({**REQUEST, "acton": "x"}, "Did you mean action?"),
    ({"action": "a:b", "resource": "*"}, "no principal"),
    ({**REQUEST, "action": 5}, "action is a string"),
    ({**REQUEST, "action": "GetObject"}, "is no action"),
    ({**REQUEST, "resource_account": "12"}, "twelve digits"),
    ({**REQUEST, "context": {"k": {"a": 1}}}, "a context value"),
    ({**REQUEST, "context": {"k": 1, "K": 2}}, "twice"),
    ({**REQUEST, "service_control_policies": POLICY}, "a list of levels"),
    ({**REQUEST, "identity_policies": [{"Statement": [{**ALLOW, "Effect": "x"}]}]}, "Effect is x"),
    (5, "a request is an object, not a number"),
    ("[" * 5000 + "]" * 5000, "r.json"),
    ("null", "a request is an object, not null"),
]


@pytest.mark.parametrize(("value", "words"), BAD)
def test_a_malformed_request_is_told_where(at, capsys, value, words):
    assert main(["policy", "decide", at("r.json", value)]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert not told.out


def test_a_place_is_a_line_and_a_column(at, capsys):
    text = json.dumps(
        {**REQUEST, "identity_policies": [{"Statement": [{"Effect": "No"}]}]}, indent=1
    )
    assert main(["policy", "decide", at("r.json", text)]) == 2
    line = next(n for n, one in enumerate(text.split("\n"), 1) if '"Effect"' in one)
    assert f"r.json:{line}:" in capsys.readouterr().err


def test_what_iam_would_refuse_is_a_warning(at, capsys):
    odd = {"Version": "2012-10-17", "Statement": [{**ALLOW, "Action": "s3:GetObjct"}]}
    arguments = ["policy", "compare", at("a.json", odd), at("b.json", POLICY)]
    assert main(arguments) == 1
    assert "warning: a.json:1:" in (told := capsys.readouterr()).err
    assert "Did you mean s3:GetObject?" in told.err
    assert main([*arguments, "--quiet"]) == 1
    assert not capsys.readouterr().err


@pytest.mark.parametrize(
    ("a", "b", "code", "relation"),
    [
        (POLICY, POLICY, 0, "equal"),
        ({"Statement": [CONDITIONED]}, POLICY, 0, "narrower"),
        (POLICY, {"Statement": [CONDITIONED]}, 1, "wider"),
        ([POLICY, {"Statement": [CONDITIONED]}], POLICY, 0, "equal"),
        ({"Statement": [{**ALLOW, "Action": "sqs:*"}]}, POLICY, 1, "incomparable"),
        (POLICY, {"Statement": [{**ALLOW, "Condition": {"Odd": {"k": "v"}}}]}, 1, "unknown"),
        (
            {"Statement": [{**ALLOW, "Principal": "*"}]},
            {"Statement": [{**ALLOW, "Principal": {"AWS": "1" * 12}}]},
            1,
            "wider",
        ),
    ],
)
def test_the_exit_code_says_whether_a_stays_within_b(at, capsys, *, a, b, code, relation):
    assert main(["policy", "compare", at("a.json", a), at("b.json", b)]) == code
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, schema("comparison"))
    assert answer["relation"] == relation
    assert ("witness" in answer) == (relation not in ("equal", "unknown"))


def test_a_witness_can_be_asked_again(at, capsys):
    conditioned = {"Version": "2012-10-17", "Statement": [CONDITIONED]}
    main(["policy", "compare", at("a.json", conditioned), at("b.json", {"Statement": []})])
    witness = json.loads(capsys.readouterr().out)["witness"]
    assert list(witness["context"]) == ["aws:SourceIp"]
    row = {**REQUEST, **witness, "identity_policies": [conditioned]}
    assert main(["policy", "decide", at("r.json", row)]) == 0
    assert json.loads(capsys.readouterr().out)["decision"] == "allowed"


def test_people_see_who_allows_what(at, capsys):
    files = [at("a.json", {"Statement": [CONDITIONED]}), at("b.json", POLICY)]
    assert main(["policy", "compare", *files, "--format", "text"]) == 0
    assert capsys.readouterr().out == (
        "narrower: A allows less than B\n  only B allows s3:GetObject on arn:aws:s3:::b/x\n"
    )


def test_pairs_get_a_line_each(at, capsys):
    rows = [
        {"id": "one", "a": POLICY, "b": POLICY},
        {"id": 2, "a": [POLICY], "b": {"Statement": []}},
    ]
    lines = "\n".join(map(json.dumps, rows)) + "\n\n"
    assert main(["policy", "compare", "--pairs", at("p.jsonl", lines)]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for answer in answers:
        jsonschema.validate(answer, schema("comparison"))
    assert [(one["id"], one["relation"]) for one in answers] == [("one", "equal"), (2, "wider")]
    assert all(one["microseconds"] > 0 for one in answers)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "two policies are compared"),
        (["a.json"], "two policies are compared"),
        (["a.json", "a.json", "--pairs", "p"], "beside files"),
        (["a.json", "nowhere.json"], "nowhere.json is no file"),
        (["a.json", "bad.json"], "bad.json:1:2"),
        (["--pairs", "p.jsonl"], "p.jsonl:2: a line is an object with id, a and b"),
    ],
)
def test_usage(at, capsys, arguments, words):
    at("a.json", POLICY)
    at("bad.json", {"Version": "1999", "Statement": []})
    at("p.jsonl", json.dumps({"id": 1, "a": POLICY, "b": POLICY}) + "\n[]\n")
    assert main(["policy", "compare", *arguments]) == 2
    told = capsys.readouterr()
    assert words in told.err
    assert not told.out


def test_a_policy_may_come_through_a_pipe(at, capsys, tmp_path):
    at("a.json", POLICY)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(json.dumps(POLICY),))
    writer.start()
    assert main(["policy", "compare", "a.json", str(pipe)]) == 0
    writer.join()
    assert json.loads(capsys.readouterr().out)["relation"] == "equal"
