"""Mendings that bring something new are left, and only those."""

from crenel.fixes.plan import marked, plan
from crenel.fixes.proof import proved
from crenel.fixes.recipe import Recipe
from crenel.model.source import Source, Span
from crenel.model.verdict import Certainty, Outcome, Severity, Verdict
from crenel.readers.root import Root

RECIPES = {
    "one": Recipe(safe=True, set={"aws_x": {"one": 1}}),
    "two": Recipe(safe=True, set={"aws_x": {"two": 2}}),
}


def verdict(control, source):
    return Verdict(
        control=control,
        catalogue="",
        severity=Severity.LOW,
        outcome=Outcome.FAILS,
        certainty=Certainty.CERTAIN,
        address="main.tf::aws_x.a",
        type="aws_x",
        logical_id="aws_x.a",
        span=Span(Source("main.tf", source), 0, 1),
        message="",
        identity=control,
    )


def holding(folder, bad):
    """What is mended and what is left where a text with one of ``bad`` fails another control."""
    text = 'resource "aws_x" "a" {}\n'
    (folder / "main.tf").write_text(text, encoding="utf-8")
    before = marked(
        [verdict("one", text), verdict("two", text)], lambda control: set(RECIPES[control].set)
    )

    def judge(texts):
        now = texts.get("main.tf", text)
        yield from (one for one in before if f"{one.control} =" not in now)
        if any(word in now for word in bad):
            yield verdict("other", text)

    found = proved(plan(before, RECIPES.get, unsafe=True), Root(folder), before, judge)
    return [one.verdict.control for one in found.mendings], [
        (one.verdict.control, one.reason) for one in found.left
    ]


def test_what_holds_together_is_kept(tmp_path):
    assert holding(tmp_path, []) == (["one", "two"], [])


def test_what_brings_something_new_does_not_take_its_neighbour_along(tmp_path):
    assert holding(tmp_path, ["one ="]) == (["two"], [("one", "it would bring other")])
    assert holding(tmp_path, ["two ="]) == (["one"], [("two", "it would bring other")])


def test_nothing_is_mended_where_all_of_it_brings_something_new(tmp_path):
    reason = "it would bring other"
    assert holding(tmp_path, ["="]) == ([], [("one", reason), ("two", reason)])
