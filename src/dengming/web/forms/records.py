"""The record form: what the browser sent as a `Draft`, a record as the `Draft` that its form shows.

Names on the page: fields by their own name; `kinds`, `part` (activity:part), `hosts`, `recorder`; `text-PROOF`;
`person` (everybody whose marks are on the page), `led` (those of whom only the roles are), `mark-CODE`, `reason-CODE`,
`role-ROLE`; `report` holds code:register:part:state.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.http import QueryDict

from dengming.records import reading
from dengming.records.drafts import Draft, PersonDraft
from dengming.records.marks import ROLES
from dengming.records.models import Participation, Record
from dengming.records.sheet import hosts_of
from dengming.web.wording import amount

_TEXT: Final = "text-"


def version_of(post: QueryDict) -> int:
    """The version that the page showed; -1, which no record has, where it is missing or mangled."""
    sent = post.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else -1


def parse(post: QueryDict) -> Draft:
    """What the form holds. Sections that were not on the page stay as they are."""
    return Draft(
        words={name: _lines(post.get(name, "")) for name in reading.LABELS if name in post},
        kinds=_kinds(post) if "has-kinds" in post else None,
        hosts=[code for code in post.getlist("hosts") if code] if "hosts" in post else None,
        recorder=post.get("recorder"),
        texts={name.removeprefix(_TEXT): _lines(post.get(name, "")) for name in post if name.startswith(_TEXT)},
        people=_people(post),
    )


def marks_of(post: QueryDict, *, rest: str = "") -> Draft:
    """The marks and reasons of a list of people, and nothing else of them; who has no mark gets `rest`."""
    codes = post.getlist("person")
    said = {code: (post.get(f"mark-{code}", "") or rest, post.get(f"reason-{code}", "")) for code in codes}
    return Draft(people={code: PersonDraft(mark, reason) for code, (mark, reason) in said.items()})


def draft_of(record: Record) -> Draft:
    """The record as its form shows it: what could not be read yet stands as it was typed."""
    return Draft(
        words={name: _shown(record, name) for name in reading.LABELS} | record.unread,
        kinds={kind.activity: tuple(kind.parts) for kind in record.kinds.all()},
        hosts=[host.code for host in hosts_of(record)],
        recorder=record.recorder.code if record.recorder else "",
        texts={text.proof: text.text for text in record.texts.all()},
        people={one.person.code: person_of(one) for one in record.participations.all()},
    )


def person_of(one: Participation) -> PersonDraft:
    """One line of the list of people."""
    return PersonDraft(one.mark, one.reason, one.roles, one.reports)


def _shown(record: Record, name: str) -> str:
    if name == "hours":
        return amount(record.quantity) if record.quantity else ""
    value = getattr(record, name)
    if value is None:
        return ""
    return f"{value:%H:%M}" if name in ("starts", "ends") else str(value)


def _lines(typed: str) -> str:
    """Browsers send CRLF; texts are kept with plain line ends."""
    return typed.replace("\r\n", "\n")


def _kinds(post: QueryDict) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = defaultdict(list)
    for sent in post.getlist("part"):
        activity, _, part = sent.partition(":")
        parts[activity].append(part)
    return {activity: parts[activity] for activity in post.getlist("kinds")}


def _people(post: QueryDict) -> dict[str, PersonDraft]:
    """Everybody whose line was on the page; a role or report that nobody sent was unticked."""
    codes = post.getlist("person")
    roles: dict[str, list[str]] = defaultdict(list)
    for role in ROLES:
        for code in post.getlist(f"role-{role}"):
            roles[code].append(role)
    reports = _reports(post.getlist("report"))
    marked = {
        code: PersonDraft(post.get(f"mark-{code}", ""), post.get(f"reason-{code}", ""), roles[code], reports[code])
        for code in codes
    }
    return {code: PersonDraft(roles=roles[code]) for code in post.getlist("led")} | marked


def _reports(sent: Iterable[str]) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for value in sent:
        code, _, rest = value.partition(":")
        register, _, rest = rest.partition(":")
        part, _, state = rest.partition(":")
        if state:
            found[code].setdefault(register, {})[part] = state
    return found
