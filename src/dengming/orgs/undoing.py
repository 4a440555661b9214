"""What was entered about a person at one moment, undone: spans are again as they were known before it."""

from collections import defaultdict
from collections.abc import Iterable

from dengming.editions.models import FAR_MOMENT
from dengming.editions.words import role_id
from dengming.orgs import spans
from dengming.orgs.models import Span


def undo(person: int, moment: int, but: Iterable[str] = ()) -> bool:
    """Undo what was entered about the person at the moment, except in the roles `but`.

    False, and nothing done, where that was changed meanwhile. Moments are whole seconds: of what was done and undone
    in the same one, the newest row of each span counts.
    """
    touched = Span.objects.filter(subject=person).exclude(role__in=[role_id(it) for it in but])
    versions: dict[tuple[int, int | None, int], list[Span]] = defaultdict(list)
    for span in touched.order_by("pk"):
        versions[span.role_id, span.at_id, span.since].append(span)
    rows = [span for known in versions.values() for span in known]
    if any(it.entered == moment and it.withdrawn not in (FAR_MOMENT, moment) for it in rows):
        return False
    made = [it for it in rows if it.entered == moment and it.withdrawn == FAR_MOMENT]
    ended = [one for known in versions.values() if (one := _ended(known, moment))]
    spans.replace(made, [spans.changed(it) for it in ended])
    return True


def _ended(known: list[Span], moment: int) -> Span | None:
    """The version of a span that ended at the moment: the one before the newest, or the newest that left none."""
    last, before = known[-1], known[-2] if len(known) > 1 else None
    if last.entered == moment and last.withdrawn == FAR_MOMENT:
        changed = before is not None and before.withdrawn == moment and before.until != last.until
        return before if changed else None  # with the same days it is itself what was undone in this second
    return last if last.withdrawn == moment and last.entered < moment else None
