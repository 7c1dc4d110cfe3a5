"""What the tests of SAM expansion share."""

import logging

import pytest
from tests.readers.sam import differences, support


@pytest.fixture(scope="session")
def sam():
    """The helpers of support.py."""
    return support


@pytest.fixture(scope="session")
def by_design():
    """The function that gives the reason of a difference."""
    return differences.reason


@pytest.fixture(scope="session")
def quiet():
    """The translator logs and warns more than it helps."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
