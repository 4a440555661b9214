"""The password policy."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from dengming.accounts.models import User
from dengming.accounts.users import random_password


@pytest.mark.parametrize("password", ["Kdwqex12", "abcdef1!", "ABCDEF1!", "灯明Abc123", "Zx9-Zx9-Zx"])
def test_long_enough_and_mixed(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["Abc12!", "abcdefgh1", "ABCDEFGH!", "12345678!", "灯下黑灯下黑灯下黑"])
def test_too_short_or_too_plain(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert "密码至少 8 位，并含小写字母、大写字母、数字、其他字符四类中的至少 3 类。" in refusal.value.messages


def test_not_like_the_user_name() -> None:
    with pytest.raises(ValidationError):
        validate_password("Wanglin88!", User(username="wanglin88", name="王林"))


def test_generated_passwords_meet_the_policy() -> None:
    for _ in range(50):
        validate_password(random_password())
