"""The figures of noise, from a report made by hand."""

from __future__ import annotations

from benchmarks.noise import told


def verdict(control: str, address: str, **changes: str) -> dict[str, str]:
    usual = {"verdict": "fails", "certainty": "certain", "severity": "medium"}
    return (
        {"control": control, "address": address, "type": "AWS::Lambda::Function"} | usual | changes
    )


def test_only_what_the_default_view_shows_counts() -> None:
    verdicts = [
        verdict("a", "t::F"),
        verdict("a", "t::G", certainty="likely"),
        verdict("b", "t::F", severity="low"),
        verdict("b", "t::F", verdict="may-fail"),
        verdict("b", "t::F", certainty="possible"),
        verdict("c", "t::Bucket", type="AWS::S3::Bucket", severity="high"),
    ]
    first, second = told({"coverage": {"functions": 2}, "verdicts": verdicts})
    assert first.startswith("noise: 3 findings in the default view for 2 functions, 1.50 each")
    assert "the top three are 100%: a 2, c 1" in first
    assert "100% of the functions (target 60%): a" in second


def test_without_functions_that_is_said() -> None:
    assert list(told({"coverage": {"functions": 0}, "verdicts": []})) == [
        "noise: no function was found, or nothing is shown"
    ]
