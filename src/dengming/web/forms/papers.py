"""Forms of papers: at which meeting it was read out; why it is corrected or void; the scanned sealed copy."""

from typing import Any

from django import forms

from dengming.files.inspection import MEGABYTES_AT_MOST
from dengming.reasons import AT_MOST
from dengming.records.scans import KINDS, KINDS_LABEL
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import PlainForm


class ReadForm(PlainForm):
    """The meeting at which the paper was read out."""

    record = forms.ChoiceField(label="在哪次党员大会上通报")

    def __init__(self, *args: Any, meetings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "record", meetings)


class CorrectForm(ReadForm):
    """The meeting at which the correction was read out, and why."""

    reason = forms.CharField(
        label="更正原因",
        max_length=200,
        help_text="原稿原样保留；更正稿按所选那次会当天结束时系统里已有的情况另成一稿。",
    )


class VoidForm(PlainForm):
    """Why a paper is void."""

    reason = forms.CharField(
        label="作废原因", max_length=200, help_text="如“那次党员大会没有开成”。作废后本季度重新待通报。"
    )


class ScanForm(PlainForm):
    """The scanned sealed copy, and why it replaces the one before."""

    file = forms.FileField(
        label="扫描件文件",
        help_text=f"{KINDS_LABEL}，最大 {MEGABYTES_AT_MOST} 兆；图片里的拍摄信息上传时去掉。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    reason = forms.CharField(
        label="更换原因", required=False, max_length=AT_MOST, help_text="原来的一份和原因都留作痕迹。"
    )

    def sent(self) -> dict[str, Any]:
        """What the action takes."""
        file, reason = self.cleaned_data["file"], self.cleaned_data["reason"]
        return {"name": file.name, "data": file.read(), "reason": reason}
