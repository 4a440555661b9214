"""Where permission is asked for what concerns a subject: a person's branch, or the organisation itself."""

from typing import Any

from dengming.ledgers.models import Entry, Waiver
from dengming.orgs.homes import home_reach, reach_at
from dengming.orgs.models import Subject


def subject_reach(subject: Subject, **_: Any) -> str:
    """The place of a subject. NotVisible for a person who never belonged to a branch."""
    return home_reach(subject.pk) if subject.sort == Subject.Sort.PERSON else reach_at(subject.pk)


def line_reach(line: Entry | Waiver, **_: Any) -> str:
    """The place of the subject that an entry or a waiver is about."""
    return subject_reach(line.subject)
