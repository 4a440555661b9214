"""Short ways to the pages of points and to a line given by hand."""

from datetime import date

from django.test import Client

from dengming.ledgers.actions import file_entry
from dengming.ledgers.models import Entry
from dengming.ledgers.moving import Step, take
from tests.cast import TODAY, Cast


def page(cast: Cast, who: str, address: str) -> str:
    client = Client()
    client.force_login(cast.user[who])
    response = client.get(address, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def merit(cast: Cast, part: str, day: date, who: str = "ben") -> Entry:
    """Filed by the Party office, approved by the branch's secretary."""
    fields = {"matter": "优秀共产党员", "evidence": "区直工委发〔2020〕5号"}
    subject = cast.person[who].subject
    entry = file_entry(cast.scope("di"), subject, register="merit", part=part, happened=day, fields=fields)
    return take(cast.scope("ann"), entry, step=Step("approved", TODAY), seen=0)
