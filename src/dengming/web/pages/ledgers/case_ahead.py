"""What lies ahead of a case, as its page shows it: days that run already; and, while others act or time must go by, the
next step with whom it waits for and what is to be prepared."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from dengming.accounts.capabilities import WHOLE
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.coming import Coming, coming
from dengming.ledgers.models import Entry
from dengming.ledgers.places import step_reach
from dengming.ledgers.steps import register_of, taker_words
from dengming.orgs.homes import names_at
from dengming.rulebook.registers import EntryStage
from dengming.standing.near import Near, posts_near
from dengming.web.pages.ledgers.case_demands import demanded
from dengming.web.wording import chinese_date, opening

_ABLE: Final = "有权限的人"
"""People know each other by posts: what a right is called says nothing to whoever waits."""


def ahead_context(entry: Entry, mine: Iterable[EntryStage], due: date | None) -> dict[str, Any]:
    """`mine`: the steps that the actor may take now; `due`: by when something is to be done with the case."""
    found = coming(entry)
    return {
        "days_ahead": [{"term": it.stage.name, "value": _days(it)} for it in found if it.first or it.last],
        "due_step": next((it.stage.name for it in found if not it.is_next and it.last == due), "") if due else "",
        "awaited": _awaited(entry, found, [it for it in mine if not it.chance]),
    }


def _days(it: Coming) -> str:
    """2020年9月4日前办，已过6天."""
    return "；".join(_words(it))


def _words(it: Coming) -> Iterator[str]:
    today = clock.today()
    if it.first:
        yield opening(it.first, today)
    if it.last:
        late = (today - it.last).days
        yield f"{chinese_date(it.last)}前办" + (f"，已过{late}天" if late > 0 else "")


def _awaited(entry: Entry, found: list[Coming], mine: list[EntryStage]) -> dict[str, Any] | None:
    """The next step where the actor can take none; None where there is nothing to wait for."""
    step = next((it for it in found if it.is_next), None)
    if step is None or mine:
        return None
    first = step.first if step.first and step.first > clock.today() else None
    asked = [] if register_of(entry).restricted else list(demanded(entry, step.stage))  # the member prepares nothing
    return {"stage": step.stage, "first": first, "whom": _whom(entry, step.stage), "demanded": asked}


def _whom(entry: Entry, stage: EntryStage) -> str:
    """Who takes the step: the person to whom it came, or those of the nearest organisation who may."""
    if entry.doer and stage.may == "record" and not (stage.by or stage.superior):
        return entry.doer.name
    if stage.by:
        place = Near([]).post_place(entry, stage)
        posts = taker_words(rules().rulebook, stage)
        return f"{_name(place)}（{posts}）" if place else f"{posts}（现在没有人任职）"
    if stage.may in WHOLE:
        return "机关工委"
    if stage.at is not None and not entry.fields.get(stage.at):
        return _ABLE
    place, held = posts_near(step_reach(entry, stage), stage.may)
    if not held:
        return f"{_name(step_reach(entry, stage))}{_ABLE}（现在没有人任职）"
    roles = rules().rulebook.roles
    return f"{_name(place)}（{'、'.join(roles[it].name for it in held)}）"


def _name(place: str) -> str:
    return names_at([place]).get(place, "")
