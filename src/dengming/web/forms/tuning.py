"""The forms of an adjustment from a day on: of points and the lines of the colours; of a duty's numbers."""

from collections.abc import Collection
from typing import Any, Final

from django import forms

from dengming.editions.tuning import Line, TunedScore
from dengming.editions.tuning_duties import TunedDuty
from dengming.rulebook.numbers import DUE, GRACE, key_of, numbers_of
from dengming.rulebook.scores import Colour, PointRule, Score, ScoreTerm
from dengming.rulebook.terms import PlainNeed, PlainTerm
from dengming.web.forms.plain import DayField, PaperField, PlainForm, word

_WHOLE: Final = {"invalid": "请写成整数，如 10。"}


class AmountField(forms.DecimalField):
    """A number with two decimals at most. A text input: a number input throws away what it cannot read."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        sentence = "请写成数，最多两位小数，如 1.5。"
        wrong = {name: sentence for name in ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")}
        super().__init__(max_digits=6, decimal_places=2, widget=widget, error_messages=wrong, **kwargs)


class FromDayForm(PlainForm):
    """From which day, by which paper."""

    since = DayField(label="起始日期", help_text="从这一天起；以前的不变。")
    document = PaperField(label="依据文号", help_text="测算时可以不填；施行时要填。")


class TuneForm(FromDayForm):
    """Prefilled with what is in force; a rule's points stay as they are unless another number is written."""

    base = AmountField(label="起始分")
    yellow_below = AmountField(label="黄色：低于多少分", required=False)
    yellow_overdue = forms.IntegerField(label="黄色：逾期几项", required=False, min_value=1)
    red_below = AmountField(label="红色：低于多少分", required=False)
    red_overdue = forms.IntegerField(label="红色：逾期几项", required=False, min_value=1)

    def __init__(self, *args: Any, score: Score, term: ScoreTerm, **kwargs: Any) -> None:
        initial = {"base": term.base, **_line("yellow", term.yellow), **_line("red", term.red), **kwargs.pop("initial")}
        self.term = term
        self.now = {rule.id: points for rule in score.rule if (points := in_force(rule)) is not None}
        initial |= {f"rule-{name}": points for name, points in self.now.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for rule in score.rule:
            if rule.id in self.now:
                self.fields[f"rule-{rule.id}"] = AmountField(label=rule.name)

    def change(self) -> TunedScore:
        """What was asked for: only what differs from the numbers in force."""
        said = self.cleaned_data
        points = {name: float(said[f"rule-{name}"]) for name in self.now}
        base = float(said["base"])
        return TunedScore(
            since=said["since"],
            document=said["document"],
            base=None if base == self.term.base else base,
            yellow=self._line("yellow", self.term.yellow),
            red=self._line("red", self.term.red),
            points={name: value for name, value in points.items() if value != self.now[name]},
        )

    def _line(self, name: str, now: Colour | None) -> Line | None:
        """The line as it was asked for, None where it is the one in force."""
        line = Line(_number(self.cleaned_data[f"{name}_below"]), self.cleaned_data[f"{name}_overdue"])
        return None if line == (Line(now.below, now.overdue) if now else Line(None, None)) else line


class TuneDutyForm(FromDayForm):
    """Prefilled with what is in force; each number says whether it is local or may only get stricter."""

    def __init__(self, *args: Any, term: PlainTerm, free: Collection[str], **kwargs: Any) -> None:
        self.term, self.names = term, list(numbers_of(term))
        plain = {name: value if value is None else f"{value:g}" for name, value in numbers_of(term).items()}
        initial = {_field(name): value for name, value in plain.items()} | kwargs.pop("initial")
        super().__init__(*args, initial=initial, **kwargs)
        needs = {f"at_least.{need.id}": _label(need, len(term.needs) > 1) for need in term.needs}
        for name in self.names:
            told = "本地参数，可多可少。" if name in free else "不是本地参数，只能更严。"
            if name == GRACE:
                field: forms.Field = forms.IntegerField(label="宽限天数", help_text=told, error_messages=_WHOLE)
            elif name == DUE:
                told = f"填期末那个月的几日，如 25；到期末为止的不填。{told}"
                field = forms.IntegerField(label="到期日", required=False, help_text=told, error_messages=_WHOLE)
            else:
                field = AmountField(label=needs[name], help_text=told)
            self.fields[_field(name)] = field
            word(field)

    def change(self) -> TunedDuty:
        """What was asked for."""
        said = {name: self.cleaned_data[_field(name)] for name in self.names}
        numbers = {name: float(value) if key_of(name) == "at_least" else value for name, value in said.items()}
        return TunedDuty(self.cleaned_data["since"], self.cleaned_data["document"], self.term.every, numbers)


def _field(name: str) -> str:
    """The name of a number's field: a need's id may not hold what a form takes for its own."""
    return f"number-{name.replace('.', '-')}"


def _label(need: PlainNeed, several: bool) -> str:
    what = {"percent": "至少百分之几", "sum": "至少多少（数量）"}.get(need.measure, "至少几次")
    return f"{need.name}：{what}" if several else what


def in_force(rule: PointRule) -> float | None:
    """The points of the rule's newest term, None where it is repealed."""
    return None if rule.term[-1].repeal else rule.term[-1].points


def _line(name: str, colour: Colour | None) -> dict[str, Any]:
    return {f"{name}_below": colour.below if colour else None, f"{name}_overdue": colour.overdue if colour else None}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
