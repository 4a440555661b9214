"""Forms about organisations: founding, renaming, moving, ending, merging, conditions, the approval number."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dengming.web.forms.plain import DayField, OldDayField, PaperField, PlainForm

Choices = Iterable[tuple[str, str]]


class FoundForm(PlainForm):
    """A new organisation. For a leading body the superior is the Party organisation at its seat."""

    parent = forms.ChoiceField(
        label="上级党组织", help_text="设立领导班子（党组、党委）时，选它所在单位的机关党组织；领导班子不隶属于它。"
    )
    kind = forms.ChoiceField(label="类别")
    name = forms.CharField(label="名称", max_length=120, help_text="写全称，会印在记录和通知上。")
    code = forms.CharField(label="编号", max_length=40, help_text="本区域内不重复，如 0301。设立后不再改动。")
    unit = forms.ChoiceField(label="所在单位", required=False)
    founded = OldDayField(label="成立日期")
    conditions = forms.MultipleChoiceField(
        label="设置情况", required=False, widget=forms.CheckboxSelectMultiple, help_text="没有就不勾。"
    )
    paper = PaperField(label="成立批复文号")
    approval = PaperField(label="设置批复文号", help_text="设置与条例一般规定不同、经上级批准的，填批准文号。")

    def __init__(
        self, *args: Any, parents: Choices, kinds: Choices, units: Choices, conditions: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", parents)
        offer(self, "kind", kinds)
        offer(self, "unit", units, empty="不填")
        offer(self, "conditions", conditions, empty=None)


class RenameForm(PlainForm):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    since = OldDayField(label="启用日期")
    paper = PaperField()


class MoveForm(PlainForm):
    """Another superior from a day on."""

    parent = forms.ChoiceField(label="新的上级党组织", help_text="下属的组织和党员随之调整；以前的隶属关系留在沿革里。")
    on = OldDayField(label="调整日期")
    paper = PaperField()

    def __init__(self, *args: Any, parents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "parent", parents)


class EndForm(PlainForm):
    """The organisation's last day."""

    on = OldDayField(label="最后一天", help_text="先把党员转出、把下属组织撤销或调整，再撤销本组织。")
    paper = PaperField()


class MergeForm(PlainForm):
    """Other branches come into this one."""

    sources = forms.MultipleChoiceField(
        label="并入的组织", widget=forms.CheckboxSelectMultiple, help_text="它们的党员转入本组织，它们在前一天撤销。"
    )
    on = OldDayField(label="合并日期")
    paper = PaperField()

    def __init__(self, *args: Any, sources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "sources", sources, empty=None)


class SplitForm(PlainForm):
    """A new branch with part of the members of this one."""

    name = forms.CharField(label="新支部名称", max_length=120)
    code = forms.CharField(label="新支部编号", max_length=40)
    founded = OldDayField(label="成立日期")
    people = forms.MultipleChoiceField(label="转入新支部的党员", widget=forms.CheckboxSelectMultiple)
    paper = PaperField()

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "people", people, empty=None)


class ConditionForm(PlainForm):
    """A condition of the organisation, such as having a branch committee."""

    condition = forms.ChoiceField(label="情况")
    since = OldDayField(label="开始日期")
    until = OldDayField(label="结束日期", required=False, help_text="没有期限就不填。")
    paper = PaperField()

    def __init__(self, *args: Any, conditions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "condition", conditions)


class ApprovalForm(PlainForm):
    """The paper that approved how the organisation is set up."""

    approval = forms.CharField(
        label="设置批复文号", max_length=80, help_text="登记后，注明“登记批复文号”即可消除的设置提示不再出现。"
    )


class UnitForm(PlainForm):
    """The unit that the organisation stands in, and the department in charge of the unit."""

    unit = forms.CharField(label="所在单位", max_length=120, help_text="单位全称。")
    department = forms.CharField(
        label="单位的主管部门",
        max_length=120,
        required=False,
        help_text="单位没有主管部门的不填。跨部门设置的提示按主管部门判断。",
    )


class OnForm(PlainForm):
    """The day that a page looks at."""

    on = DayField(label="截至日期", required=False)


def offer(form: forms.Form, name: str, choices: Choices, *, empty: str | None = "请选择") -> None:
    """Give a field its choices, under a first empty one that says what to do (None: without it)."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} offers no choices")
    listed = list(choices)
    field.choices = listed if empty is None else [("", empty), *listed]
