"""A line of a register, and a step of its case: the forms follow from the register's block."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django import forms

from dengming.editions import clock
from dengming.ledgers.fields import Asked, FieldRefusal, at_most
from dengming.orgs.particulars import Particulars
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import Entry, EntryStage
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.people import MemberForm
from dengming.web.forms.plain import DayField, PersonField, PlainForm, word

Offers = Mapping[str, Choices]
"""What there is to choose from, by the type of the field."""

NOTHING: Final[Offers] = {}

YEARS: Final = 3
"""本系统做法: so many years that are over are offered for what a line is about."""


class LineForm(PlainForm):
    """When it was done, which month or year it is about, which parts, and the declared fields; nothing else.

    `token` is the form's own: what is sent twice with the same one is filed once.
    """

    parts = forms.MultipleChoiceField(label="登记的项目", widget=forms.CheckboxSelectMultiple)
    happened = DayField(label="日期")
    about = DayField(label="所属月份", help_text="填那个月的任意一天，例如上个月最后一天。")

    def __init__(self, *args: Any, block: Entry, offers: Offers = NOTHING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declare(self, ((field, field.required) for field in block.first_fields), offers)
        parts = self.fields["parts"]
        assert isinstance(parts, forms.MultipleChoiceField)
        parts.choices = [(part.id, part.name) for part in block.parts]
        if block.is_case:
            self.fields["parts"] = one_part(block)
        if not block.parts:
            del self.fields["parts"]
        if block.year:
            self.fields["about"] = _which_year()
        elif not block.month:
            del self.fields["about"]
        self.fields["token"] = forms.Field(required=False, initial=uuid4, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Of a year the day in it that the line is about: the last."""
        values = super().clean() or {}
        if isinstance(year := values.get("about"), int):
            values["about"] = date(year, 12, 31)
        return values


class ReturnForm(LineForm):
    """The same about somebody who was here and is no more: which branch the person turns to."""

    field_order = ["branch", "happened"]

    branch = forms.ChoiceField(label="党支部")

    def __init__(self, *args: Any, branches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "branch", branches)


class NewcomerForm(ReturnForm):
    """The same about somebody who is not here yet: who that is, and which branch the person turns to."""

    field_order = ["branch", "name", "gender", "born", "ethnicity", "education", "job", "identity", "phone", "happened"]

    name = MemberForm.base_fields["name"]
    gender = MemberForm.base_fields["gender"]
    born = MemberForm.base_fields["born"]
    ethnicity = MemberForm.base_fields["ethnicity"]
    education = MemberForm.base_fields["education"]
    job = MemberForm.base_fields["job"]
    identity = MemberForm.base_fields["identity"]
    phone = MemberForm.base_fields["phone"]
    aware = forms.BooleanField(label="已核对，是另一个人", required=False)

    def __init__(self, *args: Any, block: Entry, **kwargs: Any) -> None:
        super().__init__(*args, block=block, **kwargs)
        # who must be old enough is asked for the birthday here, not refused for it afterwards
        self.fields["born"].required = any(it.age for it in block.stage[0].demand)

    def person(self) -> Particulars:
        """Who it is, as far as what was typed can be read."""
        named = [field.name for field in dataclasses.fields(Particulars) if field.name in self.cleaned_data]
        return Particulars(**{"name": "", **{name: self.cleaned_data[name] for name in named}})


class StepForm(PlainForm):
    """The day of a step and the fields that it asks for. `seen` is how many moves there were when it was looked at."""

    happened = DayField(label="办理日期")
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, block: Entry, stage: EntryStage, offers: Offers = NOTHING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declare(self, block.fields_of(stage), offers)


def declare(form: PlainForm, asked: Asked, offers: Offers = NOTHING) -> None:
    """Give the form the fields of a register, as `field-ID`; those for a record or an organisation offer some."""
    for field, required in asked:
        made = form.fields[f"field-{field.id}"] = _field(field, required, offers.get(field.type, ()))
        word(made)


def one_part(block: Entry) -> forms.ChoiceField:
    """Of which part a case is: it is one thing, and so of one."""
    choices = [(part.id, part.name) for part in block.parts]
    made = forms.ChoiceField(label="类别", choices=choices, widget=forms.RadioSelect)
    word(made)
    return made


def _which_year() -> forms.TypedChoiceField:
    """One of the years gone by: a year is summed up after its end."""
    last = clock.today().year - 1
    years = [(year, f"{year}年") for year in range(last, last - YEARS, -1)]
    told = f"{last + 1}年的，年末数齐了以后，{last + 2}年1月起登记。"
    made = forms.TypedChoiceField(label="所属年度", choices=years, coerce=int, help_text=told)
    word(made)
    return made


def said(form: PlainForm) -> dict[str, str]:
    """What was filled in, by the register's own ids."""
    values = {name.removeprefix("field-"): it for name, it in form.cleaned_data.items() if name.startswith("field-")}
    return {name: it.isoformat() if isinstance(it, date) else str(it or "") for name, it in values.items()}


def beside(refusal: FieldRefusal) -> FieldRefusal:
    """The same refusal with the names that the form's fields bear."""
    own = ("happened", "about", "part", "parts", "subject", "aware", "identity")
    return FieldRefusal({name if name in own else f"field-{name}": it for name, it in refusal.problems.items()})


def _field(field: EntryField, required: bool, offered: Choices) -> forms.Field:
    told: dict[str, Any] = {"label": field.name, "required": required, "help_text": field.told}
    if field.type == "choice":
        choices = [(value, value) for value in field.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    if field.type == "date":
        return DayField(**told)
    if field.type == "member":
        return PersonField(label=field.name, required=required)
    if field.type in ("record", "organisation"):
        empty = "请选择" if required else "没有或不填"
        return forms.ChoiceField(choices=[("", empty), *offered], **told)
    if field.is_long:
        return forms.CharField(max_length=at_most(field), widget=forms.Textarea(attrs={"rows": 4}), **told)
    return forms.CharField(max_length=at_most(field), **told)
