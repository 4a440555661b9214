"""One row beside what is recorded: somebody new, changes field by field, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from dengming.orgs import kinds, spans
from dengming.orgs.enrolment import NewMember
from dengming.orgs.importing.differing import Differences
from dengming.orgs.importing.places import Places
from dengming.orgs.importing.posts import Posts
from dengming.orgs.importing.results import FieldChange, Outcome, Post, RowError, Steps, here_when_appointed
from dengming.orgs.importing.rows import Row
from dengming.orgs.models import Member, Organisation
from dengming.orgs.particulars import Particulars, faults
from dengming.orgs.roster import Roster
from dengming.refusal import Refusal

OWN_FIELDS = ("name", "gender", "identity", "ethnicity", "born", "education", "joined", "confirmed", "job", "phone")


@dataclass
class Compared:
    """What came of a row; with errors, nothing is to be done."""

    outcome: Outcome = Outcome.UNCHANGED
    steps: Steps = field(default_factory=Steps)
    changes: tuple[FieldChange, ...] = ()
    errors: list[RowError] = field(default_factory=list)
    reaches: set[str] = field(default_factory=set)


class Comparer:
    """Compares rows with what is recorded today; to import them, or only to tell (`compares`)."""

    def __init__(self, places: Places, roster: Roster, posts: Posts, today: date, *, compares: bool = False) -> None:
        self._places, self._roster, self._posts, self._today = places, roster, posts, today
        self._compares = compares

    def compare(self, row: Row, branch: Organisation | None, member: Member | None) -> Compared:
        """What to do for a row about `member`, or about somebody new (None)."""
        home = self._places.get(self._roster.branch_of(member.pk) or 0) if member else None
        place = branch or home
        if place is None:
            return Compared(errors=[row.error("branch", "所在党支部没有填写，请补上。")])
        errors = list(self._dates(row, place))
        group = self._group(row, place, errors)
        found = self._new(row, place, group) if member is None else self._known(row, member, home, place, group)
        found.errors += errors
        found.reaches = {it.reach for it in (place, home) if it}
        if not found.errors:
            self._add_posts(row, place, group, member, found)
        return found

    def _new(self, row: Row, place: Organisation, group: Organisation | None) -> Compared:
        status = row.get("category") or (kinds.MEMBER if row.get("confirmed") else None)
        if status is None:
            return Compared(errors=[row.error("category", "人员类别没有填写，请填“正式党员”或“预备党员”。")])
        own = {name: value for name in OWN_FIELDS if (value := row.get(name)) is not None}
        particulars = Particulars(**own, status=status)
        since = row.get("arrived") or self._today
        new = NewMember(particulars, place.pk, since, row.get("code") or "", group.pk if group else None)
        errors = [row.error(name, sentence) for name, sentence in faults(particulars, self._today)]
        return Compared(Outcome.NEW, Steps(new=new), errors=errors)

    def _known(
        self, row: Row, member: Member, home: Organisation | None, place: Organisation, group: Organisation | None
    ) -> Compared:
        differences = Differences(row, member, self._roster, self._today, compares=self._compares)
        differences.compare_values(OWN_FIELDS)
        differences.compare_status()
        if home is not None and home.pk != place.pk:
            differences.transfer(home, place)
        if group is not None:
            differences.join(group)
        outcome = Outcome.CHANGED if differences.changes else Outcome.UNCHANGED
        return Compared(outcome, differences.steps, tuple(differences.changes), differences.errors)

    def _dates(self, row: Row, place: Organisation) -> Iterator[RowError]:
        for name, label in (("arrived", "进入本支部日期"), ("appointed", "任职日期")):
            day = row.get(name)
            if day and day > self._today:
                yield row.error(name, f"{label} {day} 晚于今天，请核对。")
            elif day and place.founded and day < place.founded:
                yield row.error(name, f"{label} {day} 早于“{place.name}”的成立日期 {place.founded}，请核对。")

    def _group(self, row: Row, place: Organisation, errors: list[RowError]) -> Organisation | None:
        if not (text := row.get("group")):
            return None
        try:
            return self._places.group(text, place)
        except Refusal as refusal:
            errors.append(row.error("group", str(refusal)))
            return None

    def _add_posts(
        self, row: Row, place: Organisation, group: Organisation | None, member: Member | None, found: Compared
    ) -> None:
        try:
            posts = tuple(self._posts.wanted(row, place, group, member.pk if member else None))
        except Refusal as refusal:
            found.errors.append(row.error("post", str(refusal)))
            return
        if found.steps.new and not row.get("arrived"):
            new = here_when_appointed(found.steps.new, posts)
            found.steps = replace(found.steps, new=new, undated=new.since == self._today)
        for post in posts:
            if not self._is_full(post, member, found.steps):
                found.errors.append(row.error("post", self._too_early(post, found.steps.new)))
        if posts:
            found.steps = replace(found.steps, posts=posts)
            found.changes += tuple(FieldChange("党内职务", "", self._posts.label(post)) for post in posts)
            found.outcome = Outcome.NEW if member is None else Outcome.CHANGED

    @staticmethod
    def _too_early(post: Post, new: NewMember | None) -> str:
        if new is not None and post.since < new.since and new.particulars.status == kinds.MEMBER:
            return f"任职日期 {post.since} 早于编入党支部的日期 {new.since}：请填写或核对进入本支部日期。"
        return f"在 {post.since} 还不是正式党员，不能任职，请核对任职日期。"

    def _is_full(self, post: Post, member: Member | None, steps: Steps) -> bool:
        """Whether the holder is a full member, of the branches that we know, on the day of appointment."""
        if steps.new is not None:
            it = steps.new
            full_since = max(it.since, it.particulars.confirmed or it.since)
            return it.particulars.status == kinds.MEMBER and post.since >= full_since
        if steps.confirm is not None and post.since >= steps.confirm:
            return True
        return member is not None and spans.holders(kinds.MEMBER, post.since).filter(subject=member.pk).exists()
