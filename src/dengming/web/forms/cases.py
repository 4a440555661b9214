"""Forms about a case besides its steps: back, taken back, handed on, urged, a proof linked."""

from typing import Any

from django import forms

from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import PersonField, PlainForm


class SeenForm(PlainForm):
    """`seen` is how many moves there were when the page was looked at."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class BackForm(SeenForm):
    """To which stage a case goes back, and why."""

    to = forms.ChoiceField(label="退回到", widget=forms.RadioSelect)
    reason = forms.CharField(label="退回的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", stages, empty=None)


class TakeBackForm(SeenForm):
    """Why the own last step is taken back."""

    reason = forms.CharField(label="撤回的原因", max_length=200, help_text="只撤回您刚办的这一步，经过都留着。")


class HandForm(SeenForm):
    """To whom the work goes on, and why."""

    to = PersonField(label="转给")
    reason = forms.CharField(label="转办的原因", max_length=200)


class UrgeForm(SeenForm):
    """What is said with the urging."""

    note = forms.CharField(label="附言", max_length=200, required=False, help_text="显示在对方的本月待办里。")


class LinkForm(PlainForm):
    """Which kind of proof, and which existing record."""

    proof = forms.ChoiceField(label="材料类别", widget=forms.RadioSelect)
    source = forms.ChoiceField(label="已有的活动记录")

    def __init__(self, *args: Any, proofs: Choices, records: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "proof", proofs, empty=None)
        offer(self, "source", records, empty="请选择")
