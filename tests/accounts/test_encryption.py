"""Encrypted columns, masks and the blind index."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps

from dengming.accounts.encryption import (
    EncryptedTextField,
    blind_index,
    decrypt,
    encrypt,
    mask_identity,
    mask_phone,
)
from dengming.refusal import Refusal

NUMBER = "11010119900307002X"


def test_a_value_comes_back() -> None:
    stored = encrypt(NUMBER, "t.c")
    assert NUMBER not in stored
    assert decrypt(stored, "t.c") == NUMBER


def test_equal_values_look_different() -> None:
    assert encrypt(NUMBER, "t.c") != encrypt(NUMBER, "t.c")


def test_a_value_moved_to_another_column_does_not_decrypt() -> None:
    with pytest.raises(Refusal, match="已被改动或移位"):
        decrypt(encrypt(NUMBER, "t.identity"), "t.phone")


def test_an_altered_value_does_not_decrypt() -> None:
    stored = encrypt(NUMBER, "t.c")
    altered = stored[:-6] + ("A" if stored[-6] != "A" else "B") + stored[-5:]
    with pytest.raises(Refusal, match="已被改动或移位"):
        decrypt(altered, "t.c")


def test_another_key_is_named_as_the_cause() -> None:
    stored = encrypt(NUMBER, "t.c")
    with pytest.raises(Refusal, match="另一把密钥"):
        decrypt("00000000" + stored[8:], "t.c")


@isolate_apps("tests")
def test_the_field_encrypts_and_refuses_comparison() -> None:
    class Holder(models.Model):
        number = EncryptedTextField(default="")

        class Meta:
            app_label = "tests"

        def __str__(self) -> str:
            return self.number

    field = Holder._meta.get_field("number")
    stored = field.get_prep_value(NUMBER)
    assert NUMBER not in stored
    assert field.from_db_value(stored, None, connection) == NUMBER
    assert field.get_prep_value("") == ""
    with pytest.raises(FieldError, match="blind_index"):
        Holder._default_manager.filter(number=NUMBER)
    Holder._default_manager.filter(number__isnull=True)


def test_the_index_is_stable_keyed_and_ignores_case() -> None:
    assert blind_index(NUMBER) == blind_index(NUMBER.lower() + " ")
    assert blind_index(NUMBER) != blind_index("110101199003070038")
    assert len(blind_index(NUMBER)) == 64
    assert blind_index(" ") == ""


def test_masks_hide_the_middle() -> None:
    assert mask_identity(NUMBER) == "110***********002X"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("12345") == "*****"
    assert mask_identity("") == ""
