"""Every recipe mends the examples that its control finds, and says so truly."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from crenel.controls.catalogue import AnyControl, catalogue, recipe_path, text_path
from crenel.controls.examples import examples_of
from crenel.controls.survey import survey
from crenel.errors import DataError
from crenel.fixes.plan import marked, plan
from crenel.fixes.proof import proved
from crenel.fixes.recipe import read, types_of
from crenel.model.verdict import Outcome
from crenel.readers.options import Options
from crenel.readers.overlay import Overlay
from crenel.readers.project import project
from crenel.readers.root import Root

TODAY = date(2026, 11, 24)
WITH_RECIPE = [control for control in catalogue() if recipe_path(control).exists()]
FOUND = {
    control.name: [one for one in examples_of(text_path(control)) if one.expected == "finds"]
    for control in WITH_RECIPE
}


def verdicts(folder: Path, control: AnyControl, root=Root):
    read_ = project([folder], Options(), root)
    found = survey(read_, [control], TODAY)
    assert not read_.unread, read_.unread
    return found.verdicts


def mended(folder: Path, control: AnyControl) -> bool:
    """Does the recipe mend what is found there? Where it does, everything passes then."""
    recipe = read(recipe_path(control))
    before = marked(verdicts(folder, control), lambda _: types_of(recipe_path(control)))
    planned = plan(before, lambda _: recipe, unsafe=True)

    def judge(texts):
        return verdicts(folder, control, lambda root: Overlay(root, texts))

    found = proved(planned, Root(folder), before, judge)
    if found.mendings:
        assert {one.outcome for one in judge(found.texts)} == {Outcome.PASSES}
    return bool(found.mendings)


def language(example) -> str:
    """What an example is written in."""
    names = " ".join(example.files)
    if ".tf" in names:
        return "terraform"
    return "serverless" if "serverless.yml" in names else "cloudformation"


def says(control: AnyControl, types: str) -> bool:
    """Does its recipe set something in a resource of such types?"""
    recipe = read(recipe_path(control))
    return recipe is not None and any(kind.startswith(types) for kind in recipe.set)


WRITTEN_IN = {"terraform": "aws_", "cloudformation": "AWS::", "serverless": "Serverless::"}
CASES = [
    pytest.param(control, name, id=f"{control.name}-{name}")
    for control in WITH_RECIPE
    for name, types in WRITTEN_IN.items()
    if says(control, types)
]


def any_mended(control: AnyControl, written_in: str, folder: Path) -> bool:
    results = []
    for example in FOUND[control.name]:
        if language(example) == written_in:
            place = folder / example.title
            place.mkdir()
            example.write(place)
            results.append(mended(place, control))
    return any(results)


@pytest.mark.parametrize(("control", "written_in"), CASES)
def test_a_recipe_mends_an_example_of_its_control(control, written_in, tmp_path):
    assert any_mended(control, written_in, tmp_path), "no example shows that the recipe works"


def test_services_of_the_serverless_framework_are_mended(tmp_path):
    mended_there = 0
    for control in WITH_RECIPE:
        folder = tmp_path / control.name
        folder.mkdir()
        mended_there += any_mended(control, "serverless", folder)
    assert mended_there >= 28


def test_enough_controls_can_be_mended():
    counted = Counter(case.values[1] for case in CASES)
    assert len(WITH_RECIPE) >= 30
    assert counted["cloudformation"] >= 30
    assert counted["terraform"] >= 20


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("safe = 1", "holds no recipe"),
        ("safe = true\nsets = {}", "holds no recipe"),
        ("safe = false\nset = {}", "does not say why"),
    ],
)
def test_a_bad_recipe_is_told(tmp_path, text, told):
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read(path)


@pytest.mark.parametrize("control", WITH_RECIPE, ids=lambda control: control.name)
def test_the_types_are_those_of_the_whole_recipe(control):
    recipe = read(recipe_path(control))
    assert recipe is not None
    assert types_of(recipe_path(control)) == set(recipe.set)
