"""The cast, for all tests of this folder."""

import pytest

from tests import cast as casting


@pytest.fixture
def cast(db: None) -> casting.Cast:
    """The small district of `tests.cast`, on 2020-09-10."""
    return casting.build()
