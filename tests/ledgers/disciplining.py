"""A sanction of Ben's, entered by Lin of the 机关纪委; Wu is in the work committee's 纪检, Charlie in another one's."""

from datetime import date
from typing import Final

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.orgs.posting import NewPost, give
from tests.cast import TODAY, Cast

REGISTER: Final = "sanction"
PAPER: Final = "机纪〔2020〕77号"
POSTS: Final = (("lin", "committee-discipline", "COMM"), ("charlie", "committee-discipline", "ELSE"))


def officers(cast: Cast) -> None:
    """The 纪检 posts, since the start of the year; and that of a branch, which gives nothing of it."""
    posts = (*POSTS, ("wu", "work-committee-discipline", "WORK"), ("ann", "discipline-officer", "A"))
    give([NewPost(cast.person[who].pk, post, cast.org[at].pk, date(2020, 1, 1)) for who, post, at in posts], entered=0)


def sanctioned(
    cast: Cast, part: str = "warning", decided: date = date(2020, 3, 10), who: str = "ben", by: str = "lin"
) -> Entry:
    """The decision about a member, as Lin files it."""
    fields = {"paper": PAPER, "decided": decided.isoformat()}
    subject, scope = cast.person[who].subject, cast.scope(by)
    entry: Entry = file_entry(scope, subject, register=REGISTER, part=part, happened=max(TODAY, decided), fields=fields)
    return entry
