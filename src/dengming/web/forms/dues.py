"""Forms of dues: sums are decimal numbers of yuan, months are typed as 2020-09."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from dengming.calendar.periods import chinese_label
from dengming.dues.covering import COVERS
from dengming.dues.money import in_words, read_yuan
from dengming.dues.months import asked_month
from dengming.refusal import Refusal
from dengming.rulebook.dues import Dues, Item
from dengming.rulebook.dues_amounts import ROUNDING_LABELS, NotAssessable, base_of
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PaperField, PlainForm, word


class MoneyField(forms.CharField):
    """A sum in yuan, with at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 20, "widget": widget, **kwargs})

    def clean(self, value: Any) -> Decimal | None:
        """The sum, None where nothing is said. The page puts the label before what is wrong."""
        typed = super().clean(value)
        try:
            return read_yuan(typed, "") if typed else None
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class MonthField(forms.CharField):
    """A month, by the browser's own picker; a day number of its first day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 7, "widget": forms.TextInput(attrs={"type": "month"}), **kwargs})

    def clean(self, value: Any) -> int | None:
        """The month."""
        typed = super().clean(value)
        try:
            return asked_month(typed, 0) or None
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class AssessForm(PlainForm):
    """Category and base from a month on. Items, where filled in, give the base and are not kept."""

    category = forms.ChoiceField(label="类别")
    base = MoneyField(label="基数（农民填核定的月交数）", required=False, help_text="元；填了上面各项的，由各项算出。")
    since = MonthField(label="自哪个月起")
    on = DayField(label="核定日期")
    reason = forms.CharField(
        label="年内变动原因",
        required=False,
        max_length=200,
        help_text="年初核定的不填；当年已核定过、现在要变动的，写明原因。",
    )
    aware = forms.BooleanField(label="已核对，仍这样核定", required=False)

    def __init__(self, *args: Any, dues: Dues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._dues = dues
        offer(self, "category", [(it.id, it.name) for it in dues.category])
        for item in dues.item:
            if item.way != "left-out":
                self.fields[f"item-{item.id}"] = _item_field(item)
        self.order_fields(["category", *(name for name in self.fields if name.startswith("item-")), "base"])

    def clean(self) -> dict[str, Any]:
        """The base: that of the items, or the one that was typed."""
        values = super().clean() or {}
        said = {name.removeprefix("item-"): it for name, it in values.items() if name.startswith("item-") and it}
        kind = self._dues.category_of(values.get("category", ""))
        if said and kind is not None and not kind.items:
            self.add_error("category", f"“{kind.name}”不按工资项目算，请清空各项，直接填基数。")
        elif said:
            self._of_items(values, said)
        elif values.get("base") is None and kind is not None:
            flat = kind.term[-1].flat is not None
            values["base"] = Decimal(0) if flat else None
            if not flat and "base" not in self.errors:
                self.add_error("base", "请填写各项，或者直接填基数。")
        return values

    def _of_items(self, values: dict[str, Any], said: dict[str, Decimal]) -> None:
        try:
            base = base_of(self._dues, said)
        except NotAssessable as error:
            self.add_error(None, str(error))
            return
        typed = values.get("base")
        if typed is not None and typed != base:
            self.add_error("base", f"各项算出的基数是 {base} 元，与填的 {typed} 元不一致：请核对，或清空这一栏。")
        values["base"] = base


def _item_field(item: Item) -> MoneyField:
    sign = "计入" if item.way == "adds" else "扣除"
    made = MoneyField(label=f"{item.name}（{sign}）", required=False, help_text=item.note)
    word(made)
    return made


class ReliefForm(PlainForm):
    """Relief that was approved: how much a month from when until when, studied when, approved by whom and when."""

    amount = MoneyField(label="减后每月交", help_text="元；免交的填 0。")
    since = MonthField(label="自哪个月")
    until = MonthField(label="至哪个月")
    studied_on = DayField(label="支部研究日期")
    approver = forms.ChoiceField(label="批准的上一级党委")
    approved_on = DayField(label="批准日期")
    paper = PaperField(label="批准文号", required=True, help_text="困难的具体情形不写在系统里，以批准文件为准。")

    def __init__(self, *args: Any, approvers: Sequence[str], **kwargs: Any) -> None:
        """`approvers`: the committees above, by name."""
        super().__init__(*args, **kwargs)
        offer(self, "approver", [(it, it) for it in approvers])


class ConsentForm(PlainForm):
    """That the branch agreed to payment by the quarter: on which day, where it stands, from which quarter on."""

    agreed_on = DayField(label="支部同意的日期")
    where = PaperField(
        label="会议或文号", required=True, help_text="在哪个会上同意的，如“支委会”“党员大会”；原因不写。"
    )
    quarter = forms.ChoiceField(label="自哪个季度起")

    def __init__(self, *args: Any, quarters: Sequence[str], **kwargs: Any) -> None:
        """`quarters`: those that are offered, by label."""
        super().__init__(*args, **kwargs)
        offer(self, "quarter", [(it, chinese_label(it)) for it in quarters], empty=None)


class PayForm(PlainForm):
    """One member's payment: which months, how much in all; whether what is beyond them was given freely, and whether
    less was paid in part."""

    months = forms.MultipleChoiceField(label="交哪几个月", required=False, widget=forms.CheckboxSelectMultiple)
    amount = MoneyField(label="实收", required=False, help_text="元；不填就按所选月份的应交数。")
    free = forms.BooleanField(label="多出的部分是本人自愿多交的", required=False)
    part = forms.BooleanField(label="只交了一部分，余下的仍然欠着", required=False)
    paid_on = DayField(label="交纳日期")
    reason = forms.CharField(label="补交原因", required=False, max_length=200, help_text="补交超过规定月数的才填。")

    def __init__(self, *args: Any, owed: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        """`owed`: each month with its name and what is left to pay, in fen."""
        super().__init__(*args, **kwargs)
        self._owed = {str(month): fen for month, _, fen in owed}
        offer(self, "months", [(str(month), f"{name}　{in_words(fen)}元") for month, name, fen in owed], empty=None)

    def clean(self) -> dict[str, Any]:
        """How much is beyond the months, or short of them; what was not said to be so is a slip."""
        values = super().clean() or {}
        asked = sum(self._owed[month] for month in values.get("months", []))
        amount = values.get("amount")
        extra = (int(amount * 100) if amount is not None else asked) - asked
        if extra > 0 and not values.get("free"):
            self.add_error(
                "amount", f"比应交的 {in_words(asked)} 元多 {in_words(extra)} 元：是自愿多交的请勾选，不是的请核对。"
            )
        if extra < 0 and not values.get("part"):
            self.add_error(
                "amount",
                f"比应交的 {in_words(asked)} 元少 {in_words(-extra)} 元：只交了一部分的请勾选，不是的请核对；"
                "确有困难的，先办减免。",
            )
        if extra >= 0 and values.get("part"):
            self.add_error("part", "实收不比应交的少，不是部分交纳：请不要勾选，或核对实收。")
        values["extra"], values["short"] = max(extra, 0), max(-extra, 0)
        values["months"] = [int(month) for month in values.get("months", [])]
        return values


class CollectForm(PlainForm):
    """The day on which those ticked paid."""

    paid_on = DayField(label="交纳日期")


class CoverForm(PlainForm):
    """Which month, and what is collected at once."""

    month = MonthField(label="月份")
    cover = forms.ChoiceField(label="一次收", choices=list(COVERS.items()))


class RemitForm(PlainForm):
    """What was handed on for a quarter."""

    quarter = forms.ChoiceField(label="季度")
    on = DayField(label="上缴日期")
    amount = MoneyField(label="上缴数", help_text="元，按实际上缴的填。")
    central = MoneyField(label="其中全部上缴中央的", required=False, help_text="自愿一次多交1000元以上的，没有就不填。")
    paper = PaperField(label="凭证号")
    aware = forms.BooleanField(label="已核对，仍这样登记", required=False)

    def __init__(self, *args: Any, quarters: Sequence[str], **kwargs: Any) -> None:
        """`quarters`: those that are offered, by label."""
        super().__init__(*args, **kwargs)
        offer(self, "quarter", [(it, chinese_label(it)) for it in quarters], empty=None)


class YearForm(PlainForm):
    """The assessments of a year: the day, then a category and a base for each member."""

    on = DayField(label="核定日期")

    def __init__(self, *args: Any, people: Iterable[tuple[str, str, str, str]], dues: Dues, **kwargs: Any) -> None:
        """`people`: code, name, and the category and base of the year before."""
        super().__init__(*args, **kwargs)
        self._dues, self.people = dues, list(people)
        choices: Choices = [(it.id, it.name) for it in dues.category]
        for code, name, category, base in self.people:
            self.fields[f"category-{code}"] = forms.ChoiceField(
                label=f"{name}的类别", choices=[("", "不核定"), *choices], required=False, initial=category
            )
            self.fields[f"base-{code}"] = MoneyField(label=f"{name}的基数", required=False, initial=base)
            word(self.fields[f"category-{code}"])
            word(self.fields[f"base-{code}"])

    def clean(self) -> dict[str, Any]:
        """Who has a category has a base, unless the sum is fixed."""
        values = super().clean() or {}
        for code, *_ in self.people:
            kind = self._dues.category_of(values.get(f"category-{code}") or "")
            if kind is None or values.get(f"base-{code}") is not None or self.errors.get(f"base-{code}"):
                continue
            if kind.term[-1].flat is None:
                self.add_error(f"base-{code}", "请填基数，或把类别改为“不核定”。")
            else:
                values[f"base-{code}"] = Decimal(0)
        return values

    def said(self) -> Iterable[tuple[str, str, Decimal]]:
        """Code, category and base of everybody who is assessed."""
        for code, *_ in self.people:
            if category := self.cleaned_data[f"category-{code}"]:
                yield code, category, self.cleaned_data[f"base-{code}"]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each member with the two fields, for the table."""
        return [
            {"code": code, "name": name, "category": self[f"category-{code}"], "base": self[f"base-{code}"]}
            for code, name, *_ in self.people
        ]


class BankForm(PlainForm):
    """A list of the bank to read."""

    file = forms.FileField(
        label="银行清单", help_text="Excel 或 CSV，表头要有日期、金额，和姓名或编号；有流水号的一并留着。不超过 5 MB。"
    )

    def clean_file(self) -> Any:
        """Not larger than such a list ever is."""
        file = self.cleaned_data["file"]
        if file.size > 5 * 1024 * 1024:
            raise forms.ValidationError("这个文件超过 5 MB：请只留要核对的这段时间。")
        return file


class DuesSettingsForm(PlainForm):
    """How sums are rounded and how much goes up, by a paper."""

    rounding = forms.ChoiceField(label="取整办法", choices=list(ROUNDING_LABELS.items()), help_text="全国没有规定。")
    share = MoneyField(
        label="上缴比例（%）", required=False, help_text="只用来在登记上缴时提示一个数；没有规定就不填。"
    )
    document = PaperField(label="依据文号", required=True)


def month_choice(day: date) -> str:
    """A day as the browser's month picker writes its month."""
    return f"{day:%Y-%m}"
