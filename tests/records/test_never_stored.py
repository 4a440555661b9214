"""What is never stored has no field: not in the models, not in the rulebook's registers, not on the form."""

import pytest
from django.apps import apps

from dengming.records import reading
from dengming.records.never_stored import NEVER_STORED, betrayed_by
from tests.shipped import rulebook


def test_the_list_says_why_and_what_is_kept_instead() -> None:
    assert all(thing.reason and thing.instead and thing.words for thing in NEVER_STORED)
    named = "".join(thing.name for thing in NEVER_STORED)
    for word in ("有关事项", "谈话", "案件", "政治审查", "财产", "宗教", "病情", "国家秘密"):
        assert word in named


def test_no_field_of_any_model_would_hold_it() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    names = {(field.name, str(getattr(field, "verbose_name", ""))) for field in fields}
    assert [pair for pair in names if betrayed_by(*pair)] == []


def test_no_field_of_any_register_or_form_would_hold_it() -> None:
    entries = rulebook().entries.values()
    names = [(entry.id, field.id, field.name) for entry in entries for field in entry.field]
    assert [name for name in names if betrayed_by(*name[1:])] == []
    assert [name for name, label in reading.LABELS.items() if betrayed_by(name, label)] == []


@pytest.mark.parametrize("name", ["matter_content", "谈话内容", "political-review", "religion", "病情说明", "房产"])
def test_a_field_that_would_hold_it_is_betrayed_by_its_name(name: str) -> None:
    assert betrayed_by(name)


def test_reports_and_talks_offer_no_room_for_content() -> None:
    known = rulebook()
    for register in ("monthly-report", "major-matter-report"):
        fields = {field.id: field for field in known.entries[register].field}
        assert fields["state"].choices == ("已报告", "无事项")
        assert set(fields) == {"state", "received-by"}
    assert known.activities["heart-talk"].proofs == ()
