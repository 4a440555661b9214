"""The typed fields of a record as controls: every value is shown as it was typed, every problem beside its field.

Nothing is validated here (that is `records.validation`), so that a draft can hold whatever was typed.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms

from dengming.calendar.limits import FIRST_DAY, LAST_DAY
from dengming.records import reading
from dengming.records.drafts import Draft
from dengming.records.problems import Problem
from dengming.rulebook.blocks import Proof

_TIME: Final = re.compile(r"(\d{2}:\d{2})?")
_HINTS: Final = {
    "title": "写一句话，会印在通知和记录上。",
    "hours": "每人计多少，可填 1.5；不计学时的不填。",
    "agenda": "一行一项。",
    "resolution": "没有表决或决定的不填。",
}


class RecordFields(forms.Form):
    """The words of a draft, its typed proofs, and the problems found in them."""

    title = forms.CharField()
    on = forms.CharField()
    starts = forms.CharField()
    ends = forms.CharField()
    place = forms.CharField(widget=forms.TextInput(attrs={"list": "places", "autocomplete": "off"}))
    make_up = forms.ChoiceField()
    counted_present = forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4", "autocomplete": "off", "data-typed": ""})
    )
    hours = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
    agenda = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))
    resolution = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        draft: Draft,
        *,
        texts: Iterable[Proof] = (),
        make_ups: Iterable[tuple[str, str]] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        values = {**draft.words, **{f"text-{proof}": text for proof, text in draft.texts.items()}}
        super().__init__(data=values)
        for name, label in reading.LABELS.items():
            self.fields[name].label, self.fields[name].help_text = label, _HINTS.get(name, "")
        for proof in texts:
            self.fields[f"text-{proof.id}"] = _text_field(proof)
        for field in self.fields.values():
            field.required = False
        self._offer_make_ups(list(make_ups), draft.words.get("make_up", ""))
        self._pick_widgets(draft)
        for problem in problems:
            if problem.field in self.fields:
                self.add_error(problem.field, problem.message)

    def texts(self) -> list[forms.BoundField]:
        """The typed proofs, in the order of the rulebook."""
        return [self[name] for name in self.fields if name.startswith("text-")]

    def _offer_make_ups(self, offered: list[tuple[str, str]], typed: str) -> None:
        if typed and typed not in dict(offered):
            offered.append((typed, typed))
        field = self.fields["make_up"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "不是补办"), *offered] if offered else []

    def _pick_widgets(self, draft: Draft) -> None:
        """The browser's own pickers, unless they could not show what was typed."""
        if _is_day(draft.words.get("on", "")):
            limits = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}
            self.fields["on"].widget = forms.DateInput(attrs={"type": "date", "data-reshapes": "", **limits})
        for name in ("starts", "ends"):
            if _TIME.fullmatch(draft.words.get(name, "")):
                self.fields[name].widget = forms.TimeInput(attrs={"type": "time"})


def _is_day(typed: str) -> bool:
    """Whether the picker can show it; a browser shows nothing for 2020-02-31, and would send nothing."""
    try:
        return not typed or date.fromisoformat(typed).isoformat() == typed
    except ValueError:
        return False


def _text_field(proof: Proof) -> forms.CharField:
    rows: dict[str, Any] = {"rows": 7 if proof.id == "minutes" else 3}
    hint = "可直接录入，也可在下面上传文件。" if "file" in proof.by else ""
    return forms.CharField(label=proof.name, help_text=proof.hint or hint, widget=forms.Textarea(attrs=rows))
