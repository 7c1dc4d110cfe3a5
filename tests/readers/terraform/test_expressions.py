"""What expressions mean, against what the Terraform documentation says of each."""

from __future__ import annotations

import pytest
from tests.readers.terraform.support import shown

from crenel.model.value import Absent, Unknown

KNOWN = [
    ("1 + 2 * 3", 7),
    ("(1 + 2) * 3", 9),
    ("10 / 4", 2.5),
    ("10 / 5", 2),
    ("-7 % 3", -1),
    ("7 - 2 - 1", 4),
    ("!true || true && false", False),
    ("1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3", True),
    ('"a" == "a" && "a" != "b"', True),
    ('1 == "1"', True),
    ("[1, 2] == [1, 2]", True),
    ('true ? "yes" : "no"', "yes"),
    ('"a-${1 + 1}-${true}"', "a-2-true"),
    (r'"\"q\" \\ \t\u00e9 $${x} %%{y}"', '"q" \\ \té ${x} %{y}'),
    ('"${[1, 2]}"', [1, 2]),
    ('"x%{ if true }yes%{ else }no%{ endif }x"', "xyesx"),
    ('"%{ for n in [1, 2] }<${n}>%{ endfor }"', "<1><2>"),
    ('"a  ${~ "b" ~}  c"', "abc"),
    ("[for n in [1, 2, 3] : n * 2 if n != 2]", [2, 6]),
    ('[for i, n in ["a", "b"] : "${i}${n}"]', ["0a", "1b"]),
    ("{ for k, v in { a = 1, b = 2 } : upper(k) => v }", {"A": 1, "B": 2}),
    ('{ for n in ["aa", "ab", "b"] : substr(n, 0, 1) => n... }', {"a": ["aa", "ab"], "b": ["b"]}),
    ("[{ a = 1 }, { a = 2 }][*].a", [1, 2]),
    ("[{ a = [1] }, { a = [2] }].*.a[0]", [1]),
    ("[{ a = [1] }, { a = [2] }][*].a[0]", [1, 2]),
    ("{ a = 1 }[*].a", [1]),
    ("[for k, v in { b = 1, a = 2 } : v]", [2, 1]),
    ("null[*]", []),
    ('{ "a b" = 1, c : 2, (upper("d")) = 3 }', {"a b": 1, "c": 2, "D": 3}),
    ('{ a = { b = [10, 20] } }.a["b"][1]', 20),
    ("[10, 20].1", 20),
    ('try({}.a, [].0, "last")', "last"),
    ("can({}.a)", False),
    ("try([{}.a], [])", []),
    ("can(length(true) > 0)", False),
    ('try({ a = "x-${{}.a}" }, "failed")', "failed"),
    ('coalesce(null, "", "x")', "x"),
    ("coalescelist([], [1])", [1]),
    ("concat([1], [2, 3])", [1, 2, 3]),
    ("flatten([[1, [2]], 3, []])", [1, 2, 3]),
    ("merge({ a = 1, b = 1 }, null, { b = 2 })", {"a": 1, "b": 2}),
    ('lookup({ a = 1 }, "b", 3)', 3),
    ("keys({ b = 1, a = 2 })", ["a", "b"]),
    ("values({ b = 1, a = 2 })", [2, 1]),
    ('zipmap(["a", "b"], [1, 2])', {"a": 1, "b": 2}),
    ('toset(["b", "a", "b"])', ["a", "b"]),
    ('compact(["a", "", null])', ["a"]),
    ("length([1, 2])", 2),
    ('length("abc")', 3),
    ('contains(["a", "b"], "b")', True),
    ("alltrue([true, true])", True),
    ("anytrue([])", False),
    ("element([1, 2, 3], 4)", 2),
    ("slice([1, 2, 3], 1, 3)", [2, 3]),
    ("chunklist([1, 2, 3], 2)", [[1, 2], [3]]),
    ("range(3)", [0, 1, 2]),
    ("range(1, 7, 3)", [1, 4]),
    ("reverse([1, 2])", [2, 1]),
    ("max([1, 5, 3]...)", 5),
    ("sum([1, 2])", 3),
    ("one([1])", 1),
    ("one([])", None),
    ('index(["a", "b"], "b")', 1),
    ('setproduct(["a"], ["x", "y"])', [["a", "x"], ["a", "y"]]),
    ('setsubtract(["a", "b"], ["a"])', ["b"]),
    ('setintersection(["a", "b"], ["b", "c"])', ["b"]),
    ('setunion(["b"], ["a"])', ["a", "b"]),
    ('join("-", ["a", "b"])', "a-b"),
    ('split(",", "a,b")', ["a", "b"]),
    ('format("%s-%03d %v%%", "a", 7, true)', "a-007 true%"),
    ('formatlist("%s!", ["a", "b"])', ["a!", "b!"]),
    ('replace("a.b.c", ".", "-")', "a-b-c"),
    ('replace("abc123", "/[0-9]+/", "<$0>")', "abc<123>"),
    ('regex("([a-z]+)-([0-9]+)", "ab-12")', ["ab", "12"]),
    ('regex("(?P<name>[a-z]+)", "ab-12").name', "ab"),
    ('regexall("[a-z]", "a1b")', ["a", "b"]),
    ('title("hello world")', "Hello World"),
    ('trimprefix("helloworld", "hello")', "world"),
    ('trimspace("  a ")', "a"),
    ('startswith("abc", "ab")', True),
    ('substr("hello", -3, 2)', "ll"),
    ('jsonencode({ a = [1, "x"] })', {"a": [1, "x"]}),
    ('jsondecode("{\\"a\\": [1, true]}").a[1]', True),
    ('yamldecode("a: [x]").a', ["x"]),
    ('base64encode("hi")', "aGk="),
    ('base64decode("aGk=")', "hi"),
    ('sha256("")', "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ('cidrsubnet("10.0.0.0/16", 8, 2)', "10.0.2.0/24"),
    ('cidrhost("10.0.0.0/24", 5)', "10.0.0.5"),
    ('tonumber("12")', 12),
    ('tobool("true")', True),
    ("tostring(1.5)", "1.5"),
    ("pow(2, 10)", 1024),
    ("floor(-1.5)", -2),
    ('parseint("ff", 16)', 255),
    ('basename("a/b.zip")', "b.zip"),
    ('dirname("a/b.zip")', "a"),
    ("path.module", "."),
    ('signum(-3) == -1 ? "neg" : "pos"', "neg"),
]


@pytest.mark.parametrize(("expression", "value"), KNOWN, ids=[one for one, _ in KNOWN])
def test_what_is_known(read, expression: str, value: object) -> None:
    found = read(f'output "x" {{\n  value = {expression}\n}}\n')
    assert shown(found.output()) == value
    assert not found.problems


HEREDOCS = [
    ("<<EOT\n  a\n    b\nEOT\n", "  a\n    b\n"),
    ("<<-EOT\n    a\n      b\n\n    c\n    EOT\n", "a\n  b\n\nc\n"),
    ('<<-EOT\n    ${"x"} a\n      b\n  EOT\n', "x a\n  b\n"),
    ("<<EOT\n%{ for n in [1, 2] ~}\n- ${n}\n%{ endfor ~}\nEOT\n", "- 1\n- 2\n"),
    ("<<EOT\n$${kept} \\n\nEOT\n", "${kept} \\n\n"),
]


@pytest.mark.parametrize(("written", "text"), HEREDOCS)
def test_heredocs(read, written: str, text: str) -> None:
    found = read(f'output "x" {{\n  value = {written}}}\n')
    assert shown(found.output()) == text
    assert not found.problems


UNKNOWN = [
    ("var.a", "${a}"),
    ('"x-${var.a}"', "x-${a}"),
    ("var.a.b", "${a.b}"),
    ('format("%s-x", var.a)', "${a}-x"),
    ('join("/", ["a", var.a])', "a/${a}"),
    ("upper(var.a)", "${upper(${a})}"),
    ("length(var.a)", "${length(${a})}"),
    ('substr("x-${var.a}", 0, 9)', "${substr(x-${a}, 0, 9)}"),
    ("var.a + 1", "${a}"),
    ("[var.a, 1]", ["${a}", 1]),
    ("concat([1], var.a)", [1, "${a.*}"]),
    ('lookup({ a = 1 }, "a", var.a)', 1),
    ("nonsense(1)", "${nonsense()}"),
    ("timestamp()", "${timestamp()}"),
    ("aws_sqs_queue.q.arn", "${aws_sqs_queue.q.arn}"),
    ("aws_sqs_queue.q.a[0].b", "${aws_sqs_queue.q.a.0.b}"),
    ('"${aws_sqs_queue.q.arn}/*"', "${aws_sqs_queue.q.arn}/*"),
    ("data.aws_caller_identity.me.account_id", "${AWS::AccountId}"),
    ("data.aws_vpc.v.id", "${data.aws_vpc.v.id}"),
    ("true ? 1 : var.a", 1),
    ("false && var.a", False),
    ("true || var.a", True),
    ('var.a ? "yes" : "no"', {"a is 'true'": "yes", "a is not 'true'": "no"}),
    ('var.a == "x" ? 1 : 2', {"a is 'x'": 1, "a is not 'x'": 2}),
    ("{ x = 1, y = 2 }[var.a] == 1", {"a is 'x'": True, "a is 'y'": False,
                                      "a is not 'x' and a is not 'y'": "${no such key}"}),
    ('contains(["x", "y"], var.a)', {"a is 'x'": True, "a is 'y'": True,
                                     "a is not 'x' and a is not 'y'": False}),
    ('[for n in ["p", "q"] : n if var.a == n]', {"a is 'p'": ["p"], "a is 'q'": ["q"],
                                                 "a is not 'p' and a is not 'q'": []}),
]  # fmt: skip
DECLARED = """
variable "a" {}
resource "aws_sqs_queue" "q" {}
data "aws_caller_identity" "me" {}
data "aws_vpc" "v" {}
"""


@pytest.mark.parametrize(("expression", "value"), UNKNOWN, ids=[one for one, _ in UNKNOWN])
def test_what_is_not_known_keeps_its_name(read, expression: str, value: object) -> None:
    found = read(f'{DECLARED}output "x" {{\n  value = {expression}\n}}\n')
    made = shown(found.output())
    if isinstance(value, dict) and isinstance(made, dict):
        assert {frozenset(key.split(" and ")): one for key, one in made.items()} == {
            frozenset(key.split(" and ")): one for key, one in value.items()
        }
    else:
        assert made == value


REFUSED = [
    "{}.a", "[][0]", '"a" * 2', "1 / 0", 'regex("[", "a")', 'regex("b", "a")', 'tonumber("a")',
    "element([], 0)", "slice([1], 0, 5)", 'parseint("zz", 10)', 'cidrsubnet("x", 1, 1)',
    'base64decode("%")', 'jsondecode("nothing")', "pow(10, 100000)", "one([1, 2])",
    "coalesce(null)", 'substr("a", "b", 1)', "file()", "flatten(1)", "upper()", "sum([])",
]  # fmt: skip


@pytest.mark.parametrize("expression", REFUSED)
def test_what_terraform_refuses_is_unknown_and_try_sees_it(read, expression: str) -> None:
    found = read(
        f'output "x" {{\n  value = {expression}\n}}\n'
        f'output "y" {{\n  value = try({expression}, "else")\n}}\n'
    )
    assert isinstance(found.output(), Unknown)
    assert shown(found.output("y")) == "else"


def test_null_is_absent_where_it_is_written(read) -> None:
    found = read('resource "aws_sqs_queue" "q" {\n  name = null\n}\n')
    name = found["aws_sqs_queue.q"]["name"]
    assert isinstance(name, Absent)
    assert name.span is not None
    assert name.span.text == "null"


def test_places_are_exact_to_the_character(read) -> None:
    found = read('resource "aws_sqs_queue" "é" {\n  name = "ü-${1}" # ö\n  kms = "key"\n}\n')
    queue = found["aws_sqs_queue.é"]
    assert queue["kms"].span is not None
    assert (queue["kms"].span.line, queue["kms"].span.column) == (3, 9)
    assert queue["name"].span is not None
    assert queue["name"].span.text == '"ü-${1}"'
    assert queue.origin.span.text == '"aws_sqs_queue" "é"'
