"""Names of the rulebook ↔ integers. Words never change, so a process may remember them.

An edition's words are made when it is installed; a word made later is remembered only once it is found again, so that
a transaction rolled back leaves nothing false behind.
"""

from collections.abc import Iterable

from dengming.editions.models import Word

_ids: dict[tuple[str, str], int] = {}
_names: dict[int, str] = {}


def role_id(name: str) -> int:
    """The integer of a role."""
    return _id(Word.Space.ROLE, name)


def kind_id(name: str) -> int:
    """The integer of a fact kind such as `activity:party-lecture` or `entry:monthly-report/work#filed`."""
    return _id(Word.Space.KIND, name)


def role_name(number: int) -> str:
    """The role of an integer."""
    return _name(number)


def kind_name(number: int) -> str:
    """The fact kind of an integer."""
    return _name(number)


def known(space: str, name: str) -> int | None:
    """The integer of a word, or None: asking makes no new one."""
    key = (space, name)
    return _ids.get(key) or Word.objects.filter(space=space, name=name).values_list("pk", flat=True).first()


def make(space: str, names: Iterable[str]) -> None:
    """Make the words that are not there yet, in one statement."""
    words = [Word(space=space, name=name) for name in sorted(set(names))]
    Word.objects.bulk_create(words, ignore_conflicts=True)


def forget() -> None:
    """Drop what the process remembers: for tests, whose databases are rolled back."""
    _ids.clear()
    _names.clear()


def _id(space: str, name: str) -> int:
    key = (space, name)
    if key not in _ids:
        word, created = Word.objects.get_or_create(space=space, name=name)
        if created:
            return word.pk
        _ids[key] = word.pk
        _names[word.pk] = name
    return _ids[key]


def _name(number: int) -> str:
    if number not in _names:
        _names[number] = Word.objects.get(pk=number).name
    return _names[number]
