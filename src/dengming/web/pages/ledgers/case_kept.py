"""What the second of two people typed: it stays in the form where the step can still be taken, else it is shown."""

from collections.abc import Collection, Iterator, Mapping

from django import forms

from dengming.ledgers.models import Entry
from dengming.web.forms.plain import PlainForm


def look_again(form: PlainForm, entry: Entry) -> None:
    """The page that says who was faster shows how the case stands now: the form may be sent again from there."""
    if "seen" in form.fields and form.non_field_errors():
        form.data = {**{name: form.data.get(name) for name in form.data}, form.add_prefix("seen"): str(entry.step)}


def left_over(refused: Mapping[str, PlainForm], shown: Collection[forms.Form]) -> list[dict[str, str]]:
    """What was said in refused forms that the page has no place for any more, as terms and values."""
    lost = [form for form in refused.values() if not any(form is other for other in shown)]
    return [item for form in lost for item in _said(form)]


def _said(form: PlainForm) -> Iterator[dict[str, str]]:
    """The part, the register's own fields and what somebody wrote, such as a reason; not the day of the step."""
    for field in form.visible_fields():
        if isinstance(field.field, forms.CharField) or field.name.startswith(("part", "field-")):
            value = str(field.value() or "").strip()
            labels: dict[str, str] = dict(getattr(field.field, "choices", ()))
            if value:
                yield {"term": str(field.label), "value": labels.get(value, value)}
