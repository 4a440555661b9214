"""What 完成情况 is narrowed to."""

from typing import Any

from django import forms

from dengming.rulebook.words import STATE_LABELS
from dengming.web.forms.orgs import Choices, offer
from dengming.web.forms.plain import DayField, PlainForm


class StandingFilters(PlainForm):
    """Organisation (with all below), institution, state; and as of which day, as known on which."""

    org = forms.ChoiceField(label="组织", required=False)
    institution = forms.ChoiceField(label="制度", required=False)
    state = forms.ChoiceField(label="状态", required=False)
    on = DayField(label="按哪一天", required=False)
    known = DayField(label="截至哪天录入", required=False)

    def __init__(self, *args: Any, organisations: Choices, institutions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", organisations, empty="全部")
        offer(self, "institution", institutions, empty="全部")
        offer(self, "state", [(str(state), label) for state, label in STATE_LABELS.items()], empty="全部")
