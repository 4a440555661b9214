"""Why something is sent back, taken back or replaced: said, short, and without a mark of secrecy."""

from typing import Final

from dengming.refusal import Refusal
from dengming.secrecy import refuse_marked

AT_MOST: Final = 200
LONG_AT_MOST: Final = 300
"""Why a record is sent back may take a sentence more."""


def reason_of(typed: str, of: str, at_most: int = AT_MOST) -> str:
    """The reason as it is kept; `of` names the act, such as 退回. Raises Refusal where it is empty, long or marked, or
    says the act once more."""
    refuse_marked(typed, f"{of}原因")
    reason = typed.strip()
    if not reason:
        raise Refusal(f"{of}要写明原因，让看的人知道为什么。")
    if reason.rstrip("。") == of:
        raise Refusal(f"“{reason}”不是原因：请写明为什么{of}。")
    if len(reason) > at_most:
        raise Refusal(f"{of}原因太长：请不超过 {at_most} 字。")
    return reason
