"""Columns encrypted at rest, their masks for the screen, and the index that finds them by equality.

Stored text: `key id . base64(nonce, ciphertext, tag)` by AES-256-GCM. The table and column are authenticated too, so
that a value moved to another column does not decrypt; the key id lets a later key be told from this one.
"""

import base64
import hashlib
import os
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from dengming.refusal import Refusal

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField  # not subscriptable at run time

_NONCE = 12  # bytes, the width GCM is made for


def encrypt(text: str, place: str) -> str:
    """Encrypt `text` for one place ("table.column"); a new nonce each time, so equal texts look different."""
    key = settings.DENGMING_KEYS.data
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())
    return f"{_key_id(key)}.{base64.b64encode(sealed).decode('ascii')}"


def decrypt(stored: str, place: str) -> str:
    """The text again. Refusal when the key is another one, or the value was altered or moved."""
    key = settings.DENGMING_KEYS.data
    key_id, _, body = stored.partition(".")
    if key_id != _key_id(key):
        raise Refusal(f"{place} 是用另一把密钥加密的：请把原来的 keys 目录放回 DENGMING_HOME。")
    try:
        sealed = base64.b64decode(body, validate=True)
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Refusal(f"{place} 的密文已被改动或移位，不能解密：请从备份恢复该记录。") from error


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"key id" + key).hexdigest()[:8]


class EncryptedTextField(_TextField):
    """Text that the database never sees. Empty stays empty; only `isnull` can be asked of it."""

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt on the way in."""
        text = super().get_prep_value(value)
        return encrypt(text, self._place) if text else text

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> str | None:
        """Decrypt on the way out."""
        return decrypt(value, self._place) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse comparisons that can never match: use `blind_index`."""
        if lookup_name != "isnull":
            raise FieldError(f"{self._place} is encrypted: look it up by blind_index()")
        return super().get_lookup(lookup_name)

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"


def blind_index(value: str) -> str:
    """A keyed digest (HMAC-SM3, 64 hex digits) of an identity number, for equality search; "" for nothing."""
    text = value.strip().upper()
    if not text:
        return ""
    digest = hmac.HMAC(settings.DENGMING_KEYS.index, hashes.SM3())
    digest.update(text.encode())
    return digest.finalize().hex()


def mask_identity(value: str) -> str:
    """An identity number with its birth date and sequence hidden: 110***********002X."""
    return _mask(value, 3, 4)


def mask_phone(value: str) -> str:
    """A phone number with its middle hidden: 138****5678."""
    return _mask(value, 3, 4)


def _mask(value: str, head: int, tail: int) -> str:
    hidden = len(value) - head - tail
    if hidden <= 0:
        return "*" * len(value)
    return value[:head] + "*" * hidden + value[-tail:]
