"""A line of a register: the form follows from the register's block."""

from typing import Any

from django import forms

from dengming.rulebook.blocks import Entry, EntryField
from dengming.web.forms.plain import DayField, PlainForm, word


class LineForm(PlainForm):
    """When it was done, which month it is about, which parts, and the declared fields; nothing else."""

    parts = forms.MultipleChoiceField(label="登记的项目", widget=forms.CheckboxSelectMultiple)
    happened = DayField(label="日期")
    about = DayField(label="所属月份", help_text="填那个月的任意一天，例如上个月最后一天。")

    def __init__(self, *args: Any, block: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for declared in block.field:
            self.fields[f"field-{declared.id}"] = _field(declared)
            word(self.fields[f"field-{declared.id}"])
        parts = self.fields["parts"]
        assert isinstance(parts, forms.MultipleChoiceField)
        parts.choices = [(part.id, part.name) for part in block.parts]
        if not block.parts:
            del self.fields["parts"], self.fields["about"]


def _field(field: EntryField) -> forms.Field:
    if field.type == "choice":
        choices = [(value, value) for value in field.choices]
        return forms.ChoiceField(label=field.name, choices=choices, required=field.required, widget=forms.RadioSelect)
    return forms.CharField(label=field.name, required=field.required, max_length=200)
