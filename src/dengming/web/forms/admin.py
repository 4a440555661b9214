"""Forms of the three administrators."""

from django import forms

from dengming.accounts.actions import REGISTRY
from dengming.accounts.models import User
from dengming.web.forms.plain import PlainForm


class AccountForm(PlainForm):
    """A new account."""

    username = forms.CharField(label="用户名", max_length=40, help_text="字母、数字和 . _ - @ +。")
    name = forms.CharField(label="姓名", max_length=60)


class DutyForm(PlainForm):
    """Which administrative duty an account has."""

    duty = forms.ChoiceField(label="管理职责", choices=User.Administers.choices, required=False)


class FindForm(PlainForm):
    """A word to look for."""

    text = forms.CharField(label="查找", required=False, max_length=60)


class JournalForm(FindForm):
    """Which lines of the journal."""

    action = forms.ChoiceField(label="操作", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        names = sorted((declared.label, name) for name, declared in REGISTRY.items())
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "全部"), *((name, label) for label, name in names)]
