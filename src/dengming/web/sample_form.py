"""The forms of the pattern page: each kind of control, fine and refused."""

from django import forms


class SampleForm(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="活动主题", max_length=60, help_text="写一句话，会印在通知上。")
    held = forms.DateField(label="活动日期", widget=forms.DateInput(attrs={"type": "date"}))
    hours = forms.DecimalField(label="学时", required=False, help_text="按小时计，可填 1.5。", widget=forms.TextInput)
    kind = forms.ChoiceField(
        label="主要类型", choices=[("", "请选择"), ("branch-meeting", "支部党员大会"), ("theme-day", "主题党日")]
    )
    counts = forms.MultipleChoiceField(
        label="同时包含",
        choices=[("party-lecture", "党课"), ("study", "专题研讨"), ("talk", "谈心谈话")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ChoiceField(
        label="地点",
        choices=[("own", "本支部"), ("contact", "联系点"), ("elsewhere", "其他地点")],
        widget=forms.RadioSelect,
        required=False,
    )
    minutes = forms.CharField(label="纪实", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    scan = forms.FileField(
        label="佐证材料", required=False, help_text="可上传 pdf、ofd、doc(x)、wps、xls(x)、et、jpg、png；不得涉密。"
    )
    make_up = forms.BooleanField(label="这是补开（须写明补哪一期）", required=False)


class SampleFilters(forms.Form):
    """What lists are searched by."""

    text = forms.CharField(label="关键词", required=False)
    organisation = forms.ChoiceField(label="组织", required=False, choices=[("", "全部"), ("1", "第一党支部")])
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), ("overdue", "逾期未完成")])


def refused_form() -> SampleForm:
    """A form that came back with something to mend."""
    form = SampleForm({"subject": "", "held": "2020-10-31", "hours": "两个", "kind": "theme-day", "place": "moon"})
    form.fields["subject"].error_messages["required"] = "请填写活动主题。"
    form.fields["hours"].error_messages["invalid"] = "学时“两个”不是数字，请填 2 或 1.5 这样的数。"
    form.fields["place"].error_messages["invalid_choice"] = "请在三个地点里选一个。"
    form.add_error("held", "活动日期晚于今天（9月10日），纪实只能记已经开展的活动；请改日期，或先做计划。")
    form.add_error(None, "实到 12 人，但只勾选了 11 人，请核对后再保存。")
    return form
