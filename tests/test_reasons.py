"""A reason says why; the act said once more is none."""

import pytest

from dengming.reasons import reason_of
from dengming.refusal import Refusal


def test_the_act_itself_is_no_reason() -> None:
    for said in ("补交", " 补交。"):
        with pytest.raises(Refusal, match="不是原因：请写明为什么补交"):
            reason_of(said, "补交")
    assert reason_of("补交一季度的", "补交") == "补交一季度的"
