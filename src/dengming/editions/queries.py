"""Which edition of the rules is in force, as known at a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from dengming.editions.models import Edition
from dengming.editions.rules import Parameters, Rules, parse_holidays
from dengming.refusal import Refusal
from dengming.rulebook.library import Rulebook

_Found = tuple[int, str]
_held: ContextVar[list[_Found] | None] = ContextVar("held", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """The newest edition is looked up once within; `forget` makes it be looked up again."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def forget() -> None:
    """A new edition was installed."""
    if (held := _held.get()) is not None:
        held.clear()


def rules(known: int | None = None) -> Rules:
    """The rules as known at the moment (default: the newest). Raises Refusal where no edition is installed yet."""
    held = _held.get() if known is None else None
    if held:
        return _loaded(*held[0])
    editions = Edition.objects.order_by("-entered")
    if known is not None:
        editions = editions.filter(entered__lte=known)
    pk = editions.values_list("pk", "digest").first()
    if held is not None and pk is not None:
        held.append(pk)
    if pk is None and Edition.objects.exists():  # the first counts from 1970 on
        raise Refusal("问的时刻早于系统能记的时间：请改问 1990 年以后的日期。")
    if pk is None:
        raise Refusal("还没有装入制度：请先运行 dengming serve 或 dengming demo。")
    return _loaded(*pk)


@lru_cache(maxsize=8)
def _loaded(pk: int, digest: str) -> Rules:
    """Editions never change, so a process may keep them; the digest in the key guards against a database swapped."""
    edition = Edition.objects.get(pk=pk)
    return Rules(
        Rulebook.parse(edition.rulebook),
        parse_holidays(edition.holidays),
        Parameters.parse(edition.parameters),
        digest,
    )
