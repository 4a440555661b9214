"""The cast on 2020-09-10, with nothing assessed yet."""

import pytest

from tests.cast import Cast, build


@pytest.fixture
def cast(db: None) -> Cast:
    return build()
