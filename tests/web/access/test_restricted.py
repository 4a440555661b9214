"""A restricted register × every role × every address: for who must not see it, nothing of it is there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse

from dengming.ledgers.models import Entry
from dengming.orgs.posting import NewPost, give
from tests.ledgers.disciplining import PAPER, REGISTER, sanctioned
from tests.ledgers.rectifying import move
from tests.web.access.arguments import posted
from tests.web.access.table import expectations
from tests.web.access.test_matrix import ask, said
from tests.web.access.world import ROLES, World, make

pytestmark = pytest.mark.django_db
SHUT: Final = (*ROLES, "elsewhere")
"""Every role of the matrix, and the 纪检 of another Party committee."""
SECRETS: Final = (PAPER, "2020-02-11", "严重警告")
JOURNALLED: Final = "受限台账"
"""What the journal calls it; that and the number of the entry is for the audit administrator alone."""
PUBLIC: Final = ("rulebook", "rulebook-institution", "rulebook-coverage", "settings")
"""Pages of the rulebook itself: that the regulation knows the kinds of sanction is no secret. `settings` adjusts it."""
OF_REGISTER: Final[dict[str, list[Any]]] = {
    "entry-list": [],
    "entry-workbook": [],
    "entry-print-list": [1],
    "entry-supervision": [],
    "entry-presets": [],
    "entry-paste": [],
    "entry-new": [],
    "entry-newcomer": [],
    "entry-inspection": [],
    "entry-inspection-workbook": [],
    "cases-together": ["told"],
}
OF_ENTRY: Final[dict[str, list[Any]]] = {
    "case": [],
    "case-step": ["told"],
    "case-back": [],
    "case-amend": [],
    "case-take-back": [],
    "case-hand": [],
    "case-urge": [],
    "case-send": [REGISTER],
    "case-agreement": [],
    "case-comparison": [],
    "case-paper": ["candidate-notice"],
    "case-tally": [],
    "case-posts": [],
    "entry-withdraw": [],
    "material-link": [],
    "material-upload": [],
    "material-keep": [],
}


@pytest.fixture
def world(settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make()


@pytest.fixture
def entry(world: World) -> Entry:
    """Ben's, who has no role in the matrix; Charlie, Ann and the others keep the posts of the matrix alone."""
    people = world.cast.person
    give([NewPost(people["lin"].pk, "committee-discipline", world.cast.org["COMM"].pk, date(2020, 1, 1))], entered=0)
    give([NewPost(people["yi"].pk, "committee-discipline", world.cast.org["ELSE"].pk, date(2020, 1, 1))], entered=0)
    world.user["elsewhere"] = world.cast.user["yi"]
    return sanctioned(world.cast, "serious-warning", date(2020, 2, 11))


def client_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def addresses(entry: Entry) -> Iterator[tuple[str, str]]:
    for name, more in OF_REGISTER.items():
        yield name, reverse(name, args=[REGISTER, *more])
    for name, more in OF_ENTRY.items():
        yield name, reverse(name, args=[entry.uid, *more])


def test_every_address_of_a_register_or_case_is_tried() -> None:
    tried = {*OF_REGISTER, *OF_ENTRY, "material-open", "material-remove"}  # these two name a material: it has none
    there = {name for name in expectations() if name.startswith(("entry-", "case", "cases-", "material-"))}
    assert there == tried


@pytest.mark.parametrize("role", ROLES)
def test_no_address_of_it_is_there(world: World, entry: Entry, role: str) -> None:
    client, found = client_of(world.user[role]), []
    for name, address in addresses(entry):
        for method in ("get", "post"):
            response = getattr(client, method)(address, posted("case", world) | {"subject": "BEN"})
            if response.status_code not in (404, 405):
                found.append(f"{method} {name}: {response.status_code}")
    assert not found
    for name in ("entry-list", "entry-workbook", "entry-new"):  # and it looks like one that was never kept
        hidden, absent = (
            said(client.get(reverse(name, args=[it]) + "?subject=BEN")).replace(it, "") for it in (REGISTER, "no-such")
        )
        assert hidden == absent


@pytest.mark.parametrize("role", SHUT)
def test_no_page_list_export_search_or_journal_tells_of_it(world: World, entry: Entry, role: str) -> None:
    words, told = list(SECRETS), []
    words += [] if role == "elsewhere" else ["违纪党员处理", REGISTER]
    words += [] if role == "audit" else [JOURNALLED, str(entry.uid)]
    for name, (get, _) in expectations().items():
        if get[0] != "-" and name not in PUBLIC:
            page = ask(world, name, "get", role).said
            told += [f"{name}: {word}" for word in words if word in page]
    assert not told


def test_the_officer_finds_it_by_opening_the_person_and_the_member_sees_the_own_one(world: World, entry: Entry) -> None:
    lin, ben = client_of(world.cast.user["lin"]), client_of(world.cast.user["ben"])
    case = reverse("case", args=[entry.uid])
    page = said(lin.get(reverse("member-detail", args=["BEN"])))
    assert case in page
    assert reverse("entry-new", args=[REGISTER]) + "?subject=BEN" in page
    assert "2020年2月11日至2021年8月10日" in said(lin.get(case))
    assert PAPER in said(lin.get(reverse("entry-list", args=[REGISTER])))
    assert PAPER in said(lin.get(reverse("entry-workbook", args=[REGISTER])))
    assert case not in said(ben.get(reverse("own")))  # nobody has told Ben yet
    assert ben.get(case).status_code == 404
    move(world.cast, "lin", entry, "told", told="2020-03-20")
    own = said(ben.get(reverse("own")))
    assert case in own
    assert "可以提出申诉" in own
    assert PAPER in said(ben.get(case))
    for name in OF_REGISTER:
        assert ben.get(reverse(name, args=[REGISTER, *OF_REGISTER[name]])).status_code in (404, 405)


def test_another_committees_officer_has_the_register_and_nothing_in_it(world: World, entry: Entry) -> None:
    client = client_of(world.user["elsewhere"])
    assert client.get(reverse("entry-list", args=[REGISTER])).status_code == 200
    for address in (reverse(name, args=[entry.uid, *more]) for name, more in OF_ENTRY.items()):
        assert client.get(address).status_code in (404, 405)
    assert client.get(reverse("entry-new", args=[REGISTER]) + "?subject=BEN").status_code == 404


def test_the_member_files_an_appeal_from_the_case(world: World, entry: Entry) -> None:
    lin, ben = client_of(world.cast.user["lin"]), client_of(world.cast.user["ben"])

    def step(client: Client, stage: str, **said: str) -> int:
        entry.refresh_from_db()
        values = {f"{stage}-{name}": value for name, value in said.items()}
        more = {f"{stage}-happened": "2020-09-10", f"{stage}-seen": str(entry.step)}
        return client.post(reverse("case-step", args=[entry.uid, stage]), values | more).status_code

    assert step(lin, "told", **{"field-told": "2020-09-01"}) == 302
    assert step(ben, "rescinded", **{"field-changed-paper": "x"}) == 403
    assert step(ben, "appealed", **{"field-appealed": "2020-09-05", "field-appeal": "撤销处分"}) == 302
    entry.refresh_from_db()
    assert entry.stage == "appealed"
