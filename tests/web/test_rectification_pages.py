"""整改 by its pages: the problems of the speech offered with their clauses and filed by one button, the table of claims
by organisation and problem, the board of rows by stage."""

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from tests.cast import TODAY, Cast, build
from tests.ledgers.rectifying import ROW, approved, move, published, row, secretaries
from tests.shipped import rulebook
from tests.web.desk import as_user
from tests.web.problems import PRESETS, PROBLEMS, filed, publish, stages

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = build()
    secretaries(cast)
    return cast


@pytest.fixture
def eve(cast: Cast) -> Client:
    """The committee's officer."""
    return as_user(cast, "eve")


def test_the_problems_of_the_speech_are_offered_with_clause_and_words_and_filed_by_one_button(
    cast: Cast, eve: Client
) -> None:
    wanted = rulebook().entries["problem"].preset
    said = eve.get(PROBLEMS).content.decode()
    assert len(wanted) == 9
    for it in wanted:
        assert f"<li>{it.clause}：{it.fields['wording']}</li>" in said
    assert "登记这 9 项" in said
    entries = filed(eve)
    assert [it.fields for it in entries] == [it.fields for it in wanted]
    assert stages() == ["drafted"] * 9
    after = eve.get(PROBLEMS)
    assert "已照讲话登记 9 项，请逐项核对。" in after.content.decode()
    assert after.context["presets"] == []
    assert PRESETS not in after.content.decode()
    again = eve.post(PRESETS, follow=True)
    assert "都已经登记过了。" in again.content.decode()
    assert len(stages()) == 9


def test_what_was_filed_by_hand_or_withdrawn_decides_what_is_offered(cast: Cast, eve: Client) -> None:
    published(cast)  # the fourth
    assert [it["clause"] for it in eve.get(PROBLEMS).context["presets"]] == [f"A0{n}" for n in (1, 2, 3, 5, 6, 7, 8, 9)]
    first = filed(eve)[0]
    assert eve.post(reverse("entry-withdraw", args=[first.uid]), {"reason": "措辞有误"}).status_code == 302
    assert [it["clause"] for it in eve.get(PROBLEMS).context["presets"]] == ["A01"]


@pytest.mark.parametrize("who", ["di", "ann", "charlie"])
def test_they_are_offered_to_the_committee_alone(cast: Cast, who: str) -> None:
    client = as_user(cast, who)
    assert client.get(PROBLEMS).context["presets"] == []
    assert client.post(PRESETS).status_code == 403
    assert stages() == []


def table(client: Client) -> dict[str, list[str]]:
    """The table of claims as it is read: each organisation with what stands in its cells."""
    matrix = client.get(reverse("entry-list", args=["problem-claim"])).context["matrix"]
    return {
        row["organisation"].code: [cell["stage"] if cell else "" for cell in row["cells"]] for row in matrix["rows"]
    }


def three(cast: Cast, eve: Client) -> list[Entry]:
    """Problems 1, 9 and 10, published; the tenth was filed first."""
    fields = {**rulebook().entries["problem"].preset[0].fields, "number": "10"}
    file_entry(cast.scope("eve"), cast.org["WORK"].subject, register="problem", happened=TODAY, fields=fields)
    entries = filed(eve)
    found = [entries[0], entries[8], entries[9]]
    assert publish(eve, found).status_code == 302
    return found


def claim_of(cast: Cast, problem: Entry, code: str) -> Entry:
    return problem.children.get(subject=cast.org[code].subject)


def test_the_table_of_claims_shows_organisations_by_problems_with_their_states(cast: Cast, eve: Client) -> None:
    first, ninth, _ = three(cast, eve)
    mine = claim_of(cast, first, "COMM")
    move(cast, "di", mine, "claimed", shown="会议记录不全")
    move(cast, "di", claim_of(cast, ninth, "COMM"), "not-concerned", reason="没有党总支")
    move(cast, "charlie", claim_of(cast, first, "ELSE"), "claimed", shown="丙支部没有记录")
    assert table(eve) == {"COMM": ["已认领", "不涉及，待认可", "待认领"], "ELSE": ["已认领", "待认领", "待认领"]}
    answer = eve.get(reverse("entry-list", args=["problem-claim"]))
    assert [head["name"] for head in answer.context["matrix"]["heads"]] == ["1", "9", "10"]  # by number, not as text
    assert answer.context["matrix"]["counts"] == ["2/2", "1/2", "0/2"]
    said = answer.content.decode()
    assert f'<a class="tag tag--open" href="{reverse("case", args=[mine.uid])}">已认领</a>' in said
    assert f'<a href="{reverse("case", args=[first.uid])}">{first.fields["wording"]}</a>' in said


def test_each_organisation_finds_its_own_line_of_the_table(cast: Cast) -> None:
    published(cast)
    assert table(as_user(cast, "di")) == {"COMM": ["待认领"]}
    assert table(as_user(cast, "charlie")) == {"ELSE": ["待认领"]}


def test_the_board_of_rows_has_a_column_for_each_stage(cast: Cast) -> None:
    late = approved(cast)
    row(cast, "long", parent=late.parent)
    answer = as_user(cast, "di").get(reverse("entry-list", args=["rectification-task"]))
    columns = {it["name"]: it["cards"] for it in answer.context["columns"]}
    assert list(columns) == [it.name for it in rulebook().entries["rectification-task"].stage]
    assert {name: [card["part"] for card in cards] for name, cards in columns.items() if cards} == {
        "拟定": ["中长期"],
        "整改中": ["立行立改"],
    }
    said = answer.content.decode()
    assert f'<a class="board-card" href="{reverse("case", args=[late.uid])}"><strong>{ROW["shown"]}</strong>' in said
    assert "9月25日" in said
    foreign = as_user(cast, "charlie").get(reverse("entry-list", args=["rectification-task"]))
    assert "board-card" not in foreign.content.decode()
