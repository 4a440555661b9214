"""Opening a workbook that somebody has sent: its size first, and one sentence for whatever cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from dengming.orgs.importing.size import NEEDS_PASSWORD, NO_WORKBOOK, check_size
from dengming.refusal import Refusal


@contextmanager
def opened(source: BinaryIO) -> Iterator[CalamineWorkbook]:
    """The workbook, to be read inside. Raises Refusal where it is too large, has a password, or is none."""
    check_size(source)
    try:
        yield CalamineWorkbook.from_filelike(source)
    except PasswordError as error:
        raise Refusal(NEEDS_PASSWORD) from error
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(NO_WORKBOOK) from error
