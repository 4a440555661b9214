"""Days in forms: within the limits, and told in one sentence beside the field."""

import pytest

from dengming.ledgers.fields import FieldRefusal, read_fields
from dengming.rulebook.register_fields import EntryField
from dengming.rulebook.registers import Entry, EntryStage
from dengming.web.forms.plain import DayField, OldDayField, PlainForm


class Work(PlainForm):
    """What is judged, and what lies long before."""

    on = DayField(label="调整日期")
    born = OldDayField(label="出生日期", required=False)


def faults(**typed: str) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in Work(typed).errors.items()}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9999-12-31", "调整日期超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"),
        ("0001-01-01", "调整日期超出范围：请填 1990-01-01 到 2100-12-31 之间的日期。"),
        ("2020-02-31", "调整日期不存在：请核对年、月、日。"),
        ("2020年2月31日", "调整日期不存在：请核对年、月、日。"),
        ("昨天", "看不懂调整日期，请写成 2020-09-10 这样的日期。"),
        ("", "请填写调整日期。"),
    ],
)
def test_a_day_that_cannot_be_used_has_its_sentence(typed: str, sentence: str) -> None:
    assert faults(on=typed) == {"on": [sentence]}


@pytest.mark.parametrize("typed", ["1990-01-01", "2020.9.10", "2020年9月10日", "2100-12-31"])
def test_every_other_is_taken(typed: str) -> None:
    assert faults(on=typed) == {}


def test_lives_go_back_to_1900() -> None:
    assert faults(on="2020-09-10", born="1931-10-01") == {}
    assert faults(on="2020-09-10", born="1899-12-31") == {
        "born": ["出生日期超出范围：请填 1900-01-01 到 2100-12-31 之间的日期。"]
    }


def test_the_picker_knows_the_limits_too() -> None:
    shown = str(Work()["on"])
    assert 'min="1990-01-01"' in shown
    assert 'max="2100-12-31"' in shown


def test_a_date_of_a_register_keeps_to_them() -> None:
    field = EntryField(id="day", name="签订日期", type="date")
    block = Entry(
        id="e", name="台账", owner=("branch",), stage=(EntryStage(id="filed", name="已登记"),), field=(field,)
    )
    asked = [(field, False)]
    assert read_fields(block, asked, {"day": "2020-09-10"}) == {"day": "2020-09-10"}
    with pytest.raises(FieldRefusal, match="“签订日期”超出范围"):
        read_fields(block, asked, {"day": "9999-12-31"})
