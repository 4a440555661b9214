"""Why something is taken back: said, and short."""

from typing import Final

from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

REASON_AT_MOST: Final = 200


def reason_of(typed: str, of: str = "撤回") -> str:
    """The reason as it is kept. Raises Refusal where it is empty, too long, or marked secret."""
    refuse_marked(typed, f"{of}原因")
    if not typed.strip():
        raise Refusal(f"请写明{of}的原因。")
    if len(typed.strip()) > REASON_AT_MOST:
        raise Refusal(f"{of}原因太长：请不超过 {REASON_AT_MOST} 字。")
    return typed.strip()
