"""What belongs to a case, as its page lists it: cases by whose they are, lines by what they say."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers.models import Entry
from dengming.ledgers.parents import takes
from dengming.ledgers.queries import children_of
from dengming.ledgers.titles import title_of
from dengming.orgs import spans
from dengming.orgs.models import Subject
from dengming.reports.case_lines import FieldWords
from dengming.rulebook.registers import Entry as Register


def below(scope: Scope, block: Register, entry: Entry) -> list[dict[str, Any]]:
    """What belongs to it; and what may be begun under it by whoever records there."""
    found, children = [], list(children_of(scope, entry))
    for one in rules().rulebook.entries.values():
        mine = [it for it in children if it.register == one.id]
        begun = one.by_hand and scope.may_anywhere(one.stage[0].may) and takes(one, entry)
        url = f"{reverse('entry-new', args=[one.id])}?{_begins(one, entry)}" if begun else ""
        if mine or url:
            shown = [_case(one, it) for it in mine] if one.is_case else _lines(FieldWords(scope, one, mine), mine)
            found.append({"label": one.name, "entries": shown, "new": url, "verb": one.stage[0].verb or "登记"})
    return found


def _begins(one: Register, entry: Entry) -> str:
    """Under what and, where it is a person's or the register is kept for the same organisation, about whom; else that
    is asked for."""
    held = spans.roles_of(entry.subject_id, clock.today()).values_list("role__name", flat=True)
    same = entry.subject.sort == Subject.Sort.PERSON or set(held) & set(one.owner)
    mine = f"&subject={entry.subject.code}" if same else ""
    return f"parent={entry.uid}{mine}"


def _case(block: Register, entry: Entry) -> dict[str, Any]:
    # What was issued says the same to all: there the organisations are told apart.
    who, title = entry.subject.name, title_of(entry)
    first, second = (who, "") if block.issue_to else (title or who, who if title else "")
    return _row(entry, first, second, block.stage_of(entry.stage).name)


def _lines(words: FieldWords, lines: list[Entry]) -> list[dict[str, Any]]:
    """Each with all that it says in few words, so that whoever decides need not open one after the other."""
    return [_row(it, title_of(it), "；".join(_said(words, it)), "") for it in lines]


def _said(words: FieldWords, line: Entry) -> Iterator[str]:
    """What it says beside its title, and on which day it was done."""
    title = title_of(line)
    for field in words.register.field:
        value = words.read(field, line.fields.get(field.id, ""))
        if value and value != title and not field.is_long:
            yield f"{field.name}：{value}"
    yield f"{line.happened:%Y年%-m月%-d日}"


def _row(entry: Entry, title: str, sub: str, stage: str) -> dict[str, Any]:
    return {"url": reverse("case", args=[entry.uid]), "title": title, "sub": sub, "stage": stage}
