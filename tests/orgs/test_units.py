"""单位 and 主管部门: entered with the organisation that stands in them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line
from dengming.orgs.actions.units import place
from dengming.orgs.models import Unit
from dengming.refusal import Refusal
from tests.cast import Cast, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return build()


def test_a_new_unit_is_entered_with_its_department(cast: Cast) -> None:
    place(cast.scope("eve"), cast.org["A"], unit="某中心", department="某局")
    unit = Unit.objects.get(name="某中心")
    assert cast.org["A"].unit == unit
    assert unit.in_charge == Unit.objects.get(code="U1")  # 某局 was known already
    assert Line.objects.filter(action="organisation.placed").count() == 1


def test_a_unit_is_not_entered_twice_and_may_lose_its_department(cast: Cast) -> None:
    place(cast.scope("eve"), cast.org["A"], unit="某中心", department="某局")
    place(cast.scope("eve"), cast.org["B"], unit="某中心")
    assert Unit.objects.get(name="某中心").in_charge.name == "某中心"


def test_a_department_is_the_topmost(cast: Cast) -> None:
    place(cast.scope("eve"), cast.org["A"], unit="某中心", department="某局")
    with pytest.raises(Refusal, match="最上一级"):
        place(cast.scope("eve"), cast.org["B"], unit="某站", department="某中心")
    assert not Unit.objects.filter(name="某站").exists()


def test_others_may_not(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        place(cast.scope("ann"), cast.org["A"], unit="某中心")


def test_by_the_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.user["eve"])
    address = reverse("org-edit", args=["A", "unit"])
    assert client.post(address, {"unit": "", "department": ""}).status_code == 422
    assert client.post(address, {"unit": "某中心", "department": "某局"}).status_code == 302
    assert "某中心" in client.get(reverse("org-detail", args=["A"])).content.decode()
    assert address in client.get(reverse("org-detail", args=["A"])).content.decode()
