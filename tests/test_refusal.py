"""Days in refusals: as people write them, except where the sentence shows how a day is typed."""

import pytest

from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("日期 2020-12-01 还没到，请核对。", "日期2020年12月1日还没到，请核对。"),
        ("影响期 2020-09-01 至 2022-08-31。", "影响期2020年9月1日至2022年8月31日。"),
        ("2021-12-29 起最多到 2022-06-30（满6个月）。", "2021年12月29日起最多到2022年6月30日（满6个月）。"),
        ("“2020-13-45”看不懂，请写成 2020-03-31。", "“2020-13-45”看不懂，请写成 2020-03-31。"),
        ("只写到月，请补上日，如 2020-01-02。", "只写到月，请补上日，如 2020-01-02。"),
        ("文号 12020-01-02-3 已经登记过。", "文号 12020-01-02-3 已经登记过。"),
    ],
)
def test_a_day_in_a_sentence_is_in_chinese(typed: str, told: str) -> None:
    assert str(Refusal(typed)) == told
    assert FieldRefusal({"happened": typed}).problems == {"happened": told}
