"""Forms of the committee's own parameters."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dengming.editions.parties import Parties
from dengming.web.forms.plain import DayField, PaperField, PlainForm, word


class SettleDutyForm(PlainForm):
    """Confirm an owner, or revive a stopped duty: from which day, by which paper."""

    since = DayField(label="起始日期")
    document = PaperField(label="依据文号", required=True, help_text="印发或批准文件的文号，会显示在制度库和依据里。")


class PermitForm(PlainForm):
    """Who may issue what a register holds, by which paper, from when and until when."""

    issuer = forms.CharField(label="有权办理的机关", max_length=80, help_text="写全称；由它决定和发出。")
    document = PaperField(label="依据文件和文号", required=True, help_text="会显示在台账和每一件上。")
    since = DayField(label="执行起始日期")
    until = DayField(label="执行截止日期", required=False, help_text="没有截止的不填；过了这一天就不能再办。")

    def __init__(self, *args: Any, ends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ends:
            self.fields["until"].required = True
            self.fields["until"].help_text = "创建示范和达标活动必须有截止日期；过了这一天就不能再办，也不再要求。"


class PartiesForm(PlainForm):
    """With whom each kind of organisation signs, by which paper."""

    document = PaperField(label="依据文件和文号", required=True, help_text="确定双方的文件，会显示在本页。")

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        """`kinds`: id, name and the proposal of each."""
        super().__init__(*args, **kwargs)
        made = {
            f"first-{kind}": forms.CharField(
                label=f"{name}与谁签订",
                max_length=80,
                required=False,
                help_text=f"写甲方的全称。建议：{proposed}。不签的留空。",
            )
            for kind, name, proposed in kinds
        }
        for field in made.values():
            word(field)
        self.fields = {**made, **self.fields}

    @property
    def parties(self) -> Parties:
        """What was filled in."""
        first = {name.removeprefix("first-"): it for name, it in self.cleaned_data.items() if name.startswith("first-")}
        return Parties({kind: name for kind, name in first.items() if name}, self.cleaned_data["document"])


class ComparedForm(PlainForm):
    """Who compared the official text, when, and with which publication."""

    note = forms.CharField(
        label="核对情况",
        max_length=200,
        help_text="写明由谁、何时、按哪个公开文本核对。确认以后，不合规定的步骤不能再办；确认错了可以收回。",
    )


class ComparisonBackForm(PlainForm):
    """Why a confirmation is taken back."""

    reason = forms.CharField(
        label="收回的原因", max_length=200, help_text="收回以后，修订后才有的要求又只提醒、不拦下；已经办了的不变。"
    )


class InUseSinceForm(PlainForm):
    """The day from which this district uses the system."""

    since = DayField(label="启用日期", help_text="在这一天之前开始的周期不判定，例如填1月1日，则全年的事项都判定。")


class CommitteeNameForm(PlainForm):
    """The committee's full name."""

    name = forms.CharField(
        label="工委全称", max_length=80, help_text="用作公文的发文机关名称，例如 中共某某区直属机关工作委员会。"
    )


class LeadForm(PlainForm):
    """The lead body of a part of the bulletin."""

    lead = forms.CharField(
        label="牵头单位", max_length=80, required=False, help_text="写单位或组织的全称，不写个人；留空即为未设置。"
    )
