"""Forms of the registers 台账, waivers 免办, and the member's booklet."""

from typing import Any, Final

from django import forms

from dengming.web.forms.plain import PaperField, PlainForm

AGREE: Final = "agree"
DISPUTE: Final = "dispute"


class WaiverForm(PlainForm):
    """免办: one duty of one subject for one period, with the reason, who decided and on which paper."""

    reason = forms.CharField(
        label="理由",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写工作上的理由，不写病情等个人情况。",
    )
    decider = forms.CharField(label="决定人（会议）", max_length=80, help_text="如“支部委员会9月8日会议”。")
    paper = PaperField(help_text="有批复的填文号，没有就不填。")


class WithdrawForm(PlainForm):
    """Why a waiver or an entry is withdrawn."""

    reason = forms.CharField(label="撤回原因", max_length=200, help_text="撤回后不再计入；原来的登记和这条原因都留着。")


class EntryWithdrawForm(WithdrawForm):
    """The same of an entry. `seen` is how many moves there were when it was looked at."""

    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class TableForm(PlainForm):
    """A table pasted from a spreadsheet, whose cells are kept apart by tabs."""

    table = forms.CharField(label="表格内容", max_length=60_000, strip=False, widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args: Any, columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "table"
        ].help_text = f"从表格软件里复制后粘贴，各栏依次是：{'、'.join(columns)}。有表头的，栏目先后不限。"


class AnswerForm(PlainForm):
    """What a member says of the own attendance."""

    answer = forms.ChoiceField(choices=[(AGREE, "认可"), (DISPUTE, "异议")], label="意见", widget=forms.RadioSelect)
    note = forms.CharField(label="说明", max_length=100, required=False, help_text="有异议的，写明哪里不符。")

    def clean(self) -> dict[str, Any]:
        """A dispute says what is wrong."""
        values = super().clean() or {}
        if values.get("answer") == DISPUTE and not values.get("note", "").strip():
            self.add_error("note", "请写明哪里不符，如“当天我在场”。")
        return values


class SettleForm(PlainForm):
    """How a dispute was settled."""

    note = forms.CharField(label="处理结果", max_length=100, help_text="如“核对签到表，已更正为实到”。")
