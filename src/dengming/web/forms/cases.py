"""Forms about a case besides its steps: amended, back, taken back, handed on, urged, a proof linked or uploaded."""

from collections.abc import Iterator
from typing import Any

from django import forms

from dengming.files.filetypes import ACCEPTED, ACCEPTED_LABEL
from dengming.files.inspection import MEGABYTES_AT_MOST
from dengming.ledgers.materials import PLACE_AT_MOST
from dengming.rulebook.registers import Entry
from dengming.web.forms.entries import NOTHING, Offers, declare, one_part
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.people import AwareField
from dengming.web.forms.plain import DayField, PaperField, PersonField, PlainForm


class SeenForm(PlainForm):
    """`seen` is how many moves there were when the page was looked at."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AmendForm(SeenForm):
    """What the first stage asks for, to be said anew."""

    def __init__(self, *args: Any, block: Entry, offers: Offers = NOTHING, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if block.parts:
            self.fields["part"] = one_part(block)
        declare(self, ((field, field.required) for field in block.first_fields), offers)


class BackForm(SeenForm):
    """To which stage a case goes back, and why."""

    to = forms.ChoiceField(label="退回到", widget=forms.RadioSelect)
    reason = forms.CharField(label="退回的原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, stages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", stages, empty=None)


class TakeBackForm(SeenForm):
    """Why the own last step is taken back."""

    reason = forms.CharField(label="撤回的原因", max_length=200, help_text="只撤回您刚办的这一步，经过都留着。")


class HandForm(SeenForm):
    """To whom the work goes on, and why."""

    to = PersonField(label="转给")
    reason = forms.CharField(label="转办的原因", max_length=200)


class UrgeForm(PlainForm):
    """What is said with the urging."""

    note = forms.CharField(label="附言", max_length=200, required=False, help_text="显示在对方的本月待办里。")


class SeatForm(PlainForm):
    """The posts of those elected: for each a member and a post, or none."""

    prefix = "posts"

    since = DayField(label="任职日期", help_text="原来的职务到前一天为止。")
    paper = PaperField(help_text="批复的文号。")

    def __init__(self, *args: Any, names: list[str], posts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for number, name in enumerate(names):
            self.fields[f"person-{number}"] = PersonField(label=f"{name}：花名册上的人", help_text="有同名的填编号。")
            self.fields[f"post-{number}"] = forms.ChoiceField(label=f"{name}的职务", required=False)
            offer(self, f"post-{number}", posts, empty="不在这里任职")
        self.fields["aware"] = AwareField()

    def chosen(self) -> Iterator[tuple[str, str, str]]:
        """Who is given a post: the field, the person typed, the post."""
        said = self.cleaned_data
        for number in range(len(self.names)):
            if said[f"post-{number}"]:
                yield f"person-{number}", said[f"person-{number}"], said[f"post-{number}"]


class LinkForm(PlainForm):
    """Which kind of proof, and which existing record."""

    proof = forms.ChoiceField(label="材料类别", widget=forms.RadioSelect)
    source = forms.ChoiceField(label="已有的活动记录")

    def __init__(self, *args: Any, proofs: Choices, records: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "proof", proofs, empty=None)
        offer(self, "source", records, empty="请选择")


class UploadForm(PlainForm):
    """Which kind of proof, and the file. Its controls stand on one page with those of `LinkForm`."""

    prefix = "upload"

    proof = forms.ChoiceField(label="材料类别", widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件",
        help_text=f"可上传 {ACCEPTED_LABEL}，不超过 {MEGABYTES_AT_MOST} 兆；名称或首页带密级标志的文件不接收。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in ACCEPTED)}),
    )

    def __init__(self, *args: Any, proofs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "proof", proofs, empty=None)

    def sent(self) -> dict[str, Any]:
        """What the action takes."""
        file = self.cleaned_data["file"]
        return {"proof": self.cleaned_data["proof"], "name": file.name, "data": file.read()}


class KeepForm(PlainForm):
    """Which kind of proof, and where its paper original lies."""

    prefix = "keep"

    proof = forms.ChoiceField(label="材料类别", widget=forms.RadioSelect)
    place = forms.CharField(label="原件存放处", max_length=PLACE_AT_MOST, help_text="如“党员档案柜3号，第12卷”。")

    def __init__(self, *args: Any, proofs: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "proof", proofs, empty=None)
