"""The four secret keys: generated on first run into `DENGMING_HOME/keys`, never in the repository.

Machines that share one database must share this folder too, or they cannot read each other's identity numbers and
their journal lines do not chain. Lose the folder and the encrypted columns are lost: a backup holds it.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dengming.refusal import Refusal

_LENGTH = 32  # bytes: AES-256, and the full width of an SM3 digest


@dataclass(frozen=True, repr=False)
class Keys:
    """The keys of one installation; each has one use only."""

    signing: bytes  # Django's SECRET_KEY: sessions, CSRF tokens
    data: bytes  # AES-256-GCM of encrypted columns
    index: bytes  # blind index of identity numbers
    journal: bytes  # the audit chain


def open_keys(folder: Path) -> Keys:
    """The keys in `folder`, generating what is missing (mode 0600). Safe when several processes start at once."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Keys(
        signing=_key(folder / "signing.key"),
        data=_key(folder / "data.key"),
        index=_key(folder / "identity-index.key"),
        journal=_key(folder / "journal.key"),
    )


def _key(path: Path) -> bytes:
    if not path.exists():
        _generate(path)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != _LENGTH:
        raise Refusal(f"密钥文件 {path} 已损坏：应为 64 个十六进制字符，请从备份恢复该文件。")
    return key


def _generate(path: Path) -> None:
    """Write a whole key under another name and link it: whoever links first wins, and nobody reads half a key."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_LENGTH) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process was first: its key is the key
        os.link(draft, path)
    draft.unlink()
