"""Forms about members: particulars, membership, posts, leave, the account."""

from collections.abc import Iterable
from typing import Any

from django import forms

from dengming.orgs.importing.columns import COLUMNS
from dengming.refusal import days_in_words
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import OldDayField, PaperField, PersonField, PlainForm, WholeField

GENDERS = [("", "未填"), ("1", "男"), ("2", "女"), ("9", "未说明")]


class MemberForm(PlainForm):
    """What is recorded of a member. Identity number and phone are kept encrypted."""

    name = WholeField(label="姓名", max_length=60)
    gender = forms.ChoiceField(label="性别", choices=GENDERS, required=False)
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    born = OldDayField(label="出生日期", required=False)
    education = forms.CharField(label="学历", max_length=20, required=False)
    joined = OldDayField(label="入党日期", required=False)
    confirmed = OldDayField(label="转正日期", required=False)
    job = forms.CharField(label="工作岗位", max_length=80, required=False)
    identity = forms.CharField(
        label="公民身份号码",
        max_length=20,
        required=False,
        help_text="可以不填。加密保存，页面上只显示首尾几位。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=20,
        required=False,
        help_text="可以不填。加密保存，页面上只显示首尾几位。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )

    @property
    def held(self) -> list[str]:
        """What the national system holds already, as the roster heads it."""
        return [column.heading for column in COLUMNS if column.held]


class CorrectionForm(MemberForm):
    """A member's particulars mended. The numbers are not shown again: empty leaves them as they are."""

    forget = forms.BooleanField(label="删去已登记的身份证号和电话", required=False)

    def changes(self) -> dict[str, Any]:
        """What differs from what is recorded."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name != "forget"}
        forgotten = {"identity": "", "phone": ""} if self.cleaned_data["forget"] else {}
        return changed | forgotten


class NewMemberForm(MemberForm):
    """A member who comes into a branch."""

    field_order = ["name", "branch", "since", "status"]

    branch = forms.ChoiceField(label="编入党支部")
    since = OldDayField(label="编入日期")
    status = forms.ChoiceField(label="人员类别", choices=[("member", "正式党员"), ("probationary", "预备党员")])

    def __init__(self, *args: Any, branches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "branch", branches)


class TransferForm(PlainForm):
    """The member goes to another branch."""

    branch = forms.ChoiceField(label="转入党支部")
    on = OldDayField(label="转入日期")
    paper = PaperField(label="介绍信或文号")

    def __init__(self, *args: Any, branches: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "branch", branches)


class GroupForm(PlainForm):
    """The member joins a Party group of the own branch."""

    group = forms.ChoiceField(label="党小组")
    on = OldDayField(label="编入日期")

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group", groups)


class StatusForm(PlainForm):
    """转正, 停止党籍, 恢复党籍."""

    status = forms.ChoiceField(
        label="变更为", choices=[("member", "正式党员（转正、恢复党籍）"), ("suspended", "停止党籍")]
    )
    on = OldDayField(label="变更日期")
    paper = PaperField(label="决议或批复文号")


class FlagForm(PlainForm):
    """A flag that the committee or the branch gives, such as 党员领导干部."""

    flag = forms.ChoiceField(label="标识", help_text="只登记标识本身，不登记原因。")
    since = OldDayField(label="开始日期")
    until = OldDayField(label="结束日期", required=False, help_text="没有期限就不填。")
    paper = PaperField()

    def __init__(self, *args: Any, flags: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "flag", flags)


class DepartureForm(PlainForm):
    """The member's last day here."""

    on = OldDayField(label="最后一天", help_text="任职、联系点、党小组随之结束；记录和档案都保留。")
    paper = PaperField(label="介绍信或文号", help_text="转到区外、去世、出党等都在这里结束；原因不录入，以文件为准。")


class LeaveForm(PlainForm):
    """A stretch away from the branch: the kind and the days, nothing else."""

    person = PersonField(label="党员")
    kind = forms.ChoiceField(label="类别", help_text="只登记类别和起止日期，不填原因；病情一律不记。")
    since = OldDayField(label="开始日期")
    until = OldDayField(label="结束日期", required=False, help_text="还不知道哪天结束就不填，回来后再补。")

    def __init__(self, *args: Any, kinds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", kinds)


class AwareField(forms.BooleanField):
    """That the actor has looked at what speaks against a post."""

    def __init__(self) -> None:
        super().__init__(label="已核对任职规定，仍要任职", required=False)


class PostForm(PlainForm):
    """A post, where, from when, by which paper."""

    person = PersonField(label="党员")
    at = forms.ChoiceField(label="任职组织")
    post = forms.ChoiceField(label="职务", help_text="职务给出相应权限，任期结束权限随之结束。")
    since = OldDayField(label="任职日期")
    until = OldDayField(label="任期至", required=False, help_text="没有定下就不填。")
    paper = PaperField(label="任命文号")
    aware = AwareField()

    def __init__(self, *args: Any, organisations: Choices, posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "at", organisations)
        offer(self, "post", posts)


class LastDayForm(PlainForm):
    """The last day of a post, a leave or a flag."""

    until = OldDayField(label="最后一天")
    paper = PaperField(label="免职文号")


class AccountForm(PlainForm):
    """The user name of a new account."""

    username = forms.CharField(
        label="用户名",
        max_length=40,
        help_text="用工号或姓名拼音，不要用身份证号、手机号。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class MemberFilters(PlainForm):
    """What the list of members is searched by."""

    text = forms.CharField(label="姓名或编号", required=False, max_length=60)
    org = forms.ChoiceField(label="组织（含下属）", required=False)
    status = forms.ChoiceField(label="人员类别", required=False)

    def __init__(self, *args: Any, organisations: Choices, statuses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", organisations, empty="全部")
        offer(self, "status", statuses, empty="全部")


class ArchiveFilters(PlainForm):
    """Which days, and which part, of a member's archive."""

    since = OldDayField(label="从", required=False)
    until = OldDayField(label="到", required=False)
    theme = forms.ChoiceField(label="类别", required=False)

    def __init__(self, *args: Any, themes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "theme", [(theme, theme) for theme in themes], empty="全部")

    def clean(self) -> dict[str, Any]:
        """The days in their order."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", days_in_words(f"结束日期 {until} 早于开始日期 {since}，请核对。"))
        return cleaned


ROSTER_AT_MOST = 10 * 1024 * 1024


class RosterForm(PlainForm):
    """A roster to read."""

    file = forms.FileField(
        label="名册文件", help_text="Excel 文件（.xlsx 或 .xls），不超过 10 MB；表头前有说明行也可以。"
    )

    def clean_file(self) -> Any:
        """Not larger than reading it whole allows."""
        file = self.cleaned_data["file"]
        if file.size > ROSTER_AT_MOST:
            raise forms.ValidationError("这个文件超过 10 MB：请去掉图片等无关内容，或分成几个文件。")
        return file
