"""The form that the pages' forms build on: every refusal is one sentence that says what is wrong and how to mend it."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, Final, TypeVar

from django import forms
from django.http import HttpRequest, QueryDict

from dengming.calendar.limits import FIRST_DAY, LAST_DAY, OLDEST_DAY, Impossible, unreadable, within
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal

T = TypeVar("T")

DAY_FORMS: Final = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日"]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None where the page is only looked at, so that nothing is judged yet."""
    return request.POST if request.method == "POST" else None


class PlainForm(forms.Form):
    """A form whose fields speak plainly, and that can carry out what was asked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            word(field)

    def carry_out(self, act: Callable[[], T]) -> T | None:
        """The result of `act` where the form is valid and nothing refuses; else None, and the form says why."""
        if not self.is_valid():
            return None
        try:
            return act()
        except FieldRefusal as refusal:
            for name, sentence in refusal.problems.items():
                self.add_error(name if name in self.fields else None, sentence)
        except Refusal as refusal:
            self.add_error(None, str(refusal))
        return None


def ask_only_where_told(form: PlainForm) -> None:
    """Take the box `aware` away again where there is nothing that the actor would have to know."""
    if "aware" in form.fields and "aware" not in form.errors:
        del form.fields["aware"]


class WholeField(forms.CharField):
    """Text of which nothing is lost: a browser would cut off what is too long without a word, here it is told."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without the length that browsers cut at."""
        return {name: it for name, it in super().widget_attrs(widget).items() if name != "maxlength"}


class DayField(forms.DateField):
    """A calendar day, by the browser's own picker; typed forms with dots or 年月日 are read too."""

    first: ClassVar[date] = FIRST_DAY

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "date", "min": self.first.isoformat(), "max": LAST_DAY.isoformat()}
        widget = forms.DateInput(format="%Y-%m-%d", attrs=attrs)
        super().__init__(widget=widget, input_formats=DAY_FORMS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day: one that there is, within the limits of this system."""
        try:
            day: date | None = super().to_python(value)
            return within(day, self.first) if day else None
        except forms.ValidationError:
            if not isinstance(fault := unreadable(str(value)), Impossible):
                raise
        except Impossible as error:
            fault = error
        raise forms.ValidationError(f"{self.label or '日期'}{fault.what}：{fault.cure}。", code="limits")


class OldDayField(DayField):
    """A day in the life of a person or an organisation, which may lie long before anything that is judged."""

    first = OLDEST_DAY


class PaperField(forms.CharField):
    """The number of an official paper, such as 区直工委发〔2020〕3号."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "文号", "required": False, "max_length": 80, **kwargs})


class PersonField(forms.CharField):
    """A member by name or code; the page offers names in a list of the id `people`."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "people", "autocomplete": "off"})
        super().__init__(**{"max_length": 60, "help_text": "填姓名；有同名的填编号。", "widget": widget, **kwargs})


def word(field: forms.Field) -> None:
    """Give a field its sentences, unless its form has set its own."""
    label = field.label or "这一项"
    chosen = isinstance(field, forms.ChoiceField)
    sentences = {
        "required": f"请{'选择' if chosen else '填写'}{label}。",
        "max_length": f"{label}最多 %(limit_value)d 个字，现在有 %(show_value)d 个，请删减。",
        "invalid_choice": f"{label}不在可选的范围内，请重新选择。",
    }
    if isinstance(field, forms.DateField):
        sentences["invalid"] = f"看不懂{label}，请写成 2020-09-10 这样的日期。"
    if isinstance(field, forms.FileField):
        sentences["required"] = f"请选择{label}。"
        sentences["empty"] = "这个文件是空的，请重新选择。"
    standard = type(field)().error_messages if not chosen else forms.ChoiceField().error_messages
    for code, sentence in sentences.items():
        if field.error_messages.get(code) == standard.get(code):
            field.error_messages[code] = sentence
