"""Forms of the committee's bulletins: which period, the steps on, the parts of others, answers of those named."""

from typing import Any

from django import forms

from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PaperField, PlainForm


class DraftForm(PlainForm):
    """Which period; the figures are counted at once."""

    period = forms.ChoiceField(label="期间")

    def __init__(self, *args: Any, periods: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "period", periods)


class RecountForm(PlainForm):
    """Count again as of another day."""

    on = DayField(label="数据截止日")


class PartForm(PlainForm):
    """What the lead body of a part sent in."""

    text = forms.CharField(
        label="内容",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="照牵头单位提供的填写，一行一段；不点个人的名。",
    )


class TemplateForm(PlainForm):
    """The committee's own template."""

    file = forms.FileField(
        label="模板文件（.docx）", help_text="先下载默认模板，在它上面改版式，保留双花括号里的标记。"
    )


class EmptyForm(PlainForm):
    """A step that needs nothing but the decision."""


class SignForm(PlainForm):
    """Who signs it."""

    signer = forms.CharField(label="签发人", max_length=40)


class NumberForm(PlainForm):
    """The number, and to whom it goes."""

    number = PaperField(label="发文字号", help_text="如 区直工委发〔2020〕9号。")
    to = forms.CharField(label="主送", max_length=200, required=False)
    copies = forms.CharField(label="抄送", max_length=200, required=False)
    attachment = forms.CharField(label="附件", max_length=200, required=False)


class PublishForm(PlainForm):
    """The day on it."""

    issued_on = DayField(label="印发日期")


class ArchiveForm(PlainForm):
    """Where the sealed copy lies."""

    archive_note = forms.CharField(
        label="盖章件存放处",
        required=False,
        max_length=120,
        help_text="档号或存放处；没有上传盖章扫描件的，必须写明。",
    )


class FiguresForm(PlainForm):
    """What a named organisation says of its own figures."""

    agrees = forms.ChoiceField(label="核实", choices=[("yes", "数据无误"), ("no", "有异议")], widget=forms.RadioSelect)
    text = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有异议的，写明哪一项不对、应当是多少；不用另外报材料。",
    )


class ReplyForm(PlainForm):
    """What the committee made of an objection."""

    reply = forms.CharField(label="处理", max_length=300)


STEP_FORMS: dict[str, type[PlainForm]] = {
    "feedback": EmptyForm,
    "redraft": EmptyForm,
    "submit": EmptyForm,
    "sign": SignForm,
    "number": NumberForm,
    "publish": PublishForm,
    "archive": ArchiveForm,
}
