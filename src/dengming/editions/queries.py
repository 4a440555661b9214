"""Which edition of the rules is in force, as known at a moment."""

from functools import lru_cache

from dengming.editions.models import Edition
from dengming.editions.rules import Parameters, Rules, parse_holidays
from dengming.refusal import Refusal
from dengming.rulebook.library import Rulebook


def rules(known: int | None = None) -> Rules:
    """The rules as known at the moment (default: the newest). Raises Refusal where no edition is installed yet."""
    editions = Edition.objects.order_by("-entered")
    if known is not None:
        editions = editions.filter(entered__lte=known)
    pk = editions.values_list("pk", "digest").first()
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
