"""What the list of institutions is narrowed to."""

from typing import Any

from django import forms

from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PlainForm


class RulebookFilters(PlainForm):
    """Words, the source (national or district), the subject; and as of which day."""

    text = forms.CharField(label="查找", required=False, max_length=60)
    pack = forms.ChoiceField(label="来源", required=False)
    theme = forms.ChoiceField(label="主题", required=False)
    on = DayField(label="按哪一天", required=False)

    def __init__(self, *args: Any, packs: Choices, themes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["placeholder"] = "如：党课、讲话条款 C06、领导班子"
        offer(self, "pack", packs, empty="全部")
        offer(self, "theme", themes, empty="全部")
