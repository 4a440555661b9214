"""Forms of colour warnings 双色预警: studied, told, answered, decided, lifted."""

from typing import Any, Final

from django import forms

from dengming.standing.models import ColourWarning
from dengming.standing.warnings.answers import TEXT_AT_MOST
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PlainForm

_KEPT: Final = "只写工作上的情况，不写病情、家庭等个人情况。"


class StudyForm(PlainForm):
    """Which meeting studied it; the record of it where one was entered, chosen by uid."""

    met_on = DayField(label="研究日期")
    meeting = forms.CharField(
        label="研究的会议", max_length=80, help_text="如“支部委员会”；不设支委会的写“支部书记、副书记”。"
    )
    record = forms.ChoiceField(
        label="那次会的纪实", required=False, help_text="可以不选；选了，就能从预警点到那次会的纪实。"
    )

    def __init__(self, *args: Any, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "record", meetings, empty="不选")


class ToldForm(PlainForm):
    """When the member was told."""

    told_on = DayField(
        label="告知日期", help_text="当面或书面告知本人，不在会上、群里公布。本人说明和申诉的期限从登记告知的当天起算。"
    )


class WarningAnswerForm(PlainForm):
    """What the member says."""

    sort = forms.ChoiceField(
        label="性质", choices=[("explain", "说明情况"), ("appeal", "申诉：认为不该预警")], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="内容", max_length=TEXT_AT_MOST, widget=forms.Textarea(attrs={"rows": 3}), help_text=_KEPT
    )


class DecideForm(PlainForm):
    """How an appeal was settled."""

    holds = forms.ChoiceField(
        label="处理结果", choices=[("yes", "维持预警"), ("no", "申诉成立，解除预警")], widget=forms.RadioSelect
    )
    decider = forms.CharField(label="决定人（会议）", max_length=80)
    text = forms.CharField(label="处理意见", max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_KEPT)


class LiftForm(PlainForm):
    """Why it ends."""

    how = forms.ChoiceField(
        label="怎样解除",
        choices=[(how.value, how.label) for how in (ColourWarning.How.FACTS, ColourWarning.How.DECISION)],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="解除理由", max_length=200, required=False, help_text="由支部研究决定解除的，写明理由和会议。"
    )
