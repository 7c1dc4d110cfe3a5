"""The dated tables of the supply family hold together."""

from datetime import date
from importlib import resources

import msgspec
import pytest

from crenel.controls.supply._tables import layer_accounts, runtimes


def test_runtimes_end_in_order():
    table = runtimes()
    assert len(table) >= 40
    for name, life in table.items():
        assert life.successor == "" or life.successor in table, name
        assert life.deprecated > date(2016, 1, 1), name


def test_successors_outlive_those_they_succeed():
    table = runtimes()
    for name, life in table.items():
        if life.successor:
            assert table[life.successor].deprecated >= life.deprecated, name


@pytest.mark.oracle
def test_runtimes_agree_with_cfn_lint():
    data = resources.files("cfnlint") / "data/AdditionalSpecs/LmbdRuntimeLifecycle.json"
    theirs = msgspec.json.decode(data.read_bytes())
    ours = runtimes()
    for name, row in theirs.items():
        assert name not in ours or str(ours[name].deprecated) == row["deprecated"], name


def test_accounts_are_accounts():
    assert all(len(account) == 12 and account.isdigit() for account in layer_accounts())
