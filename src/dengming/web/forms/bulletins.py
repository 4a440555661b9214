"""Forms of the committee's bulletins: which period, the steps on, findings, entered figures, answers of those named."""

from typing import Any

from django import forms

from dengming.rulebook.bulletins import Figure
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PaperField, PlainForm


class WholeField(forms.IntegerField):
    """A whole number. A text input: a number input throws away what it cannot read."""

    def __init__(self, **kwargs: Any) -> None:
        sentence = "请写成整数，从0到99999999。"
        wrong = {name: sentence for name in ("invalid", "min_value", "max_value")}
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(min_value=0, max_value=99_999_999, widget=widget, error_messages=wrong, **kwargs)


class DraftForm(PlainForm):
    """Which period; the figures are counted at once."""

    period = forms.ChoiceField(label="期间")

    def __init__(self, *args: Any, periods: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "period", periods)


class RecountForm(PlainForm):
    """Count again as of another day."""

    on = DayField(label="数据截止日")


class FindingForm(PlainForm):
    """One finding of a part that the system does not count."""

    text = forms.CharField(
        label="问题",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一条写一个问题；不点个人的名。",
    )
    organisation = forms.ChoiceField(
        label="有关党组织", required=False, help_text="选了的，核实反馈时该党组织能看到这一条并答复。"
    )
    source = forms.ChoiceField(label="怎样发现")
    reference = forms.CharField(
        label="检查计划或备案文号",
        max_length=120,
        required=False,
        help_text="现场检查、实地查访发现的必须填写，与“现场检查登记”一致。",
    )

    def __init__(self, *args: Any, organisations: Choices, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations, empty="不涉及具体党组织")
        offer(self, "source", sources)


class ValueForm(PlainForm):
    """A figure that people enter, with where it comes from."""

    numerator = WholeField(label="分子")
    denominator = WholeField(label="分母")
    source = forms.CharField(label="来源", max_length=120)
    on = DayField(label="来源的日期", help_text="测评、检查的那一天，或台账截止的那一天。")

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numerator"].help_text = f"{figure.numerator}。"
        self.fields["denominator"].help_text = f"{figure.denominator}。数值由系统相除，向下取整。"
        self.fields["source"].help_text = f"例如：{figure.source}。"


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

    agrees = forms.ChoiceField(label="核实", choices=[("yes", "无异议"), ("no", "有异议")], widget=forms.RadioSelect)
    text = forms.CharField(
        label="意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="有异议的，写明哪一项数据或哪一条问题不对、应当怎样；不用另外报材料。",
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
