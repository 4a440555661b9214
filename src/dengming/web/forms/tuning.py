"""The form of an adjustment of points: lines of the colours, the base, and the points of each rule, from a day on."""

from typing import Any

from django import forms

from dengming.editions.tuning import Line, Tuned
from dengming.rulebook.scores import Colour, PointRule, Score, ScoreTerm
from dengming.web.forms.plain import DayField, PaperField, PlainForm


class PointsField(forms.DecimalField):
    """Points with two decimals at most. A text input: a number input throws away what it cannot read."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        sentence = "请写成数，最多两位小数，如 1.5。"
        wrong = {name: sentence for name in ("invalid", "max_digits", "max_decimal_places", "max_whole_digits")}
        super().__init__(max_digits=6, decimal_places=2, widget=widget, error_messages=wrong, **kwargs)


class TuneForm(PlainForm):
    """Prefilled with what is in force; a rule's points stay as they are unless another number is written."""

    since = DayField(label="起始日期", help_text="从这一天起；以前的分和预警不变。")
    document = PaperField(label="依据文号", help_text="测算时可以不填；施行时要填。")
    base = PointsField(label="起始分")
    yellow_below = PointsField(label="黄色：低于多少分", required=False)
    yellow_overdue = forms.IntegerField(label="黄色：逾期几项", required=False, min_value=1)
    red_below = PointsField(label="红色：低于多少分", required=False)
    red_overdue = forms.IntegerField(label="红色：逾期几项", required=False, min_value=1)

    def __init__(self, *args: Any, score: Score, term: ScoreTerm, **kwargs: Any) -> None:
        initial = {"base": term.base, **_line("yellow", term.yellow), **_line("red", term.red), **kwargs.pop("initial")}
        self.now = {rule.id: points for rule in score.rule if (points := in_force(rule)) is not None}
        initial |= {f"rule-{name}": points for name, points in self.now.items()}
        super().__init__(*args, initial=initial, **kwargs)
        for rule in score.rule:
            if rule.id in self.now:
                self.fields[f"rule-{rule.id}"] = PointsField(label=rule.name)

    def change(self) -> Tuned:
        """What was asked for."""
        said = self.cleaned_data
        points = {name: float(said[f"rule-{name}"]) for name in self.now}
        return Tuned(
            since=said["since"],
            document=said["document"],
            base=float(said["base"]),
            yellow=Line(_number(said["yellow_below"]), said["yellow_overdue"]),
            red=Line(_number(said["red_below"]), said["red_overdue"]),
            points={name: value for name, value in points.items() if value != self.now[name]},
        )


def in_force(rule: PointRule) -> float | None:
    """The points of the rule's newest term, None where it is repealed."""
    return None if rule.term[-1].repeal else rule.term[-1].points


def _line(name: str, colour: Colour | None) -> dict[str, Any]:
    return {f"{name}_below": colour.below if colour else None, f"{name}_overdue": colour.overdue if colour else None}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
