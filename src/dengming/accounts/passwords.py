"""The password policy: length and mixture of characters."""

import string

from django.core.exceptions import ValidationError

from dengming.accounts.models import User

_CLASSES = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


def classes_in(password: str) -> int:
    """How many of the four classes (lower, upper, digit, anything else) the password uses."""
    named = sum(any(character in members for character in password) for members in _CLASSES)
    return named + any(all(character not in members for members in _CLASSES) for character in password)


class StrengthValidator:
    """Refuse passwords shorter than `min_length` or of fewer than `min_classes` classes (local parameters)."""

    def __init__(self, min_length: int = 8, min_classes: int = 3) -> None:
        self.min_length = min_length
        self.min_classes = min_classes

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError with one sentence that says what to do."""
        if len(password) < self.min_length or classes_in(password) < self.min_classes:
            raise ValidationError(self.get_help_text(), code="password_too_weak")

    def get_help_text(self) -> str:
        """The rule as a sentence, shown beside the field."""
        return (
            f"密码至少 {self.min_length} 位，并含小写字母、大写字母、数字、其他字符四类中的至少 {self.min_classes} 类。"
        )
