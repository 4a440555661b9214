"""Forms of papers on points: at which meeting it was read out; why it is corrected or void."""

from typing import Any

from django import forms

from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import PlainForm


class ReadForm(PlainForm):
    """The meeting at which the paper was read out."""

    record = forms.ChoiceField(label="在哪次党员大会上通报")

    def __init__(self, *args: Any, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "record", meetings)


class CorrectForm(ReadForm):
    """The meeting at which the correction was read out, and why."""

    reason = forms.CharField(
        label="更正原因", max_length=200, help_text="原稿原样保留；更正稿按现在掌握的情况另成一稿。"
    )


class VoidForm(PlainForm):
    """Why a paper is void."""

    reason = forms.CharField(
        label="作废原因", max_length=200, help_text="如“那次党员大会没有开成”。作废后本季度重新待通报。"
    )
