"""What the pages of the Party office's desk are narrowed to."""

from typing import Any, Final

from django import forms

from dengming.records.models import Record
from dengming.rulebook.words import State
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import PlainForm

SOON: Final = "soon"
UNURGED: Final = "unurged"
BY_DUTY: Final = "duty"
LATE: Final = "late"

_WHICH: Final = (
    (str(State.OVERDUE), "逾期未完成"),
    (str(State.GRACE), "宽限期"),
    (SOON, "七天内到期"),
    (UNURGED, "还没催过"),
)
_STATUSES: Final = (Record.Status.FILED, Record.Status.CONFIRMED, Record.Status.RETURNED)


class DeskFilters(PlainForm):
    """The organisation (with all below)."""

    org = forms.ChoiceField(label="组织", required=False)

    def __init__(self, *args: Any, organisations: Choices, institutions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", organisations, empty=None)
        if "institution" in self.fields:
            offer(self, "institution", institutions, empty="全部")

    def said(self, name: str) -> str:
        """What was chosen; nothing where that cannot be read, which the form says beside the field."""
        return str(self.cleaned_data.get(name, "")) if self.is_valid() or hasattr(self, "cleaned_data") else ""


class BoardFilters(DeskFilters):
    """Of the board: one institution."""

    institution = forms.ChoiceField(label="制度", required=False)


class UrgeFilters(BoardFilters):
    """Of what may be urged: how it stands, and by what it is gathered."""

    state = forms.ChoiceField(label="状态", required=False, choices=(("", "全部"), *_WHICH))
    by = forms.ChoiceField(label="分组", required=False, choices=(("", "按组织"), (BY_DUTY, "按事项")))


class RecordFilters(DeskFilters):
    """Of the records below: how far they are, and whether they were entered late."""

    status = forms.ChoiceField(
        label="状态", required=False, choices=(("", "全部"), *((str(it), it.label) for it in _STATUSES))
    )
    entered = forms.ChoiceField(label="录入", required=False, choices=(("", "全部"), (LATE, "只看补录")))
