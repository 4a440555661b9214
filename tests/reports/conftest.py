"""The small district of the organisation tests, here too."""

from tests.orgs.conftest import district

__all__ = ["district"]
