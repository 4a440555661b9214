"""Two at once: what the database's own constraints refuse between two writers, told in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from dengming.refusal import Refusal


@contextmanager
def one_holder_each() -> Iterator[None]:
    """Store members. Raises Refusal where somebody else has just stored the same identity number or code."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "identity" in str(error):
            raise Refusal("身份证号刚由别人登记在另一名党员名下，请刷新页面核对是否为同一人。") from error
        if "code" in str(error):
            raise Refusal("这个编号刚被别人用掉，请再保存一次。") from error
        raise
