"""Signing in through the real pages' views: limits, lines, idle end. Templates belong to `web`."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dengming.accounts.models import Line, User
from dengming.accounts.verification import verify

pytestmark = pytest.mark.django_db
PASSWORD = "Abcdef12"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("lihua", PASSWORD, name="李华")


def sign_in(client: Client, password: str = PASSWORD, username: str = "lihua") -> Any:
    return client.post(reverse("account_login"), {"login": username, "password": password})


def actions() -> list[str]:
    return list(Line.objects.values_list("action", flat=True))


@pytest.mark.usefixtures("user")
class TestLines:
    """Each event leaves a line."""

    def test_in_and_out(self, client: Client) -> None:
        assert sign_in(client).status_code == 302
        client.post(reverse("account_logout"))
        assert actions() == ["session.began", "session.ended"]
        assert verify().holds

    def test_a_wrong_password(self, client: Client) -> None:
        response = sign_in(client, "Wrong-1234")
        assert "用户名或密码不正确" in response.content.decode()
        line = Line.objects.get()
        assert (line.action, line.about, line.actor) == ("session.refused", "lihua", None)

    def test_what_is_not_a_user_name_is_not_kept(self, client: Client) -> None:
        sign_in(client, username="MyPassword1!")
        assert Line.objects.get().about == "不存在的账号"

    def test_a_changed_password(self, client: Client) -> None:
        sign_in(client)
        data = {"oldpassword": PASSWORD, "password1": "Ghijkl34", "password2": "Ghijkl34"}
        client.post(reverse("account_change_password"), data)
        assert actions() == ["session.began", "password.changed"]
        assert User.objects.get().check_password("Ghijkl34")


@pytest.mark.usefixtures("user")
class TestLimits:
    """Five failures close the sign-in of an account, existing or not."""

    @pytest.mark.parametrize("username", ["lihua", "nobody"])
    def test_the_sixth_attempt_is_refused_even_when_right(self, client: Client, username: str) -> None:
        for _ in range(5):
            assert "用户名或密码不正确" in sign_in(client, "Wrong-1234", username).content.decode()
        response = sign_in(client, PASSWORD, username)
        assert response.status_code == 200
        assert "暂停登录 30 分钟" in response.content.decode()

    def test_other_accounts_are_not_touched(self, client: Client) -> None:
        User.objects.create_user("other", PASSWORD, name="他人")
        for _ in range(5):
            sign_in(client, "Wrong-1234")
        assert sign_in(client, username="other").status_code == 302

    def test_a_closed_account_does_not_sign_in(self, client: Client) -> None:
        User.objects.update(is_active=False)
        sign_in(client)
        assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("user")
class TestIdle:
    """A session ends after the idle time, and is renewed at most once a minute."""

    def test_it_is_renewed_only_after_a_minute(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        sign_in(client)
        client.get(reverse("account_change_password"))
        first = client.session["seen"]
        monkeypatch.setattr(time, "time", lambda: first + 30)
        client.get(reverse("account_change_password"))
        assert client.session["seen"] == first
        monkeypatch.setattr(time, "time", lambda: first + 61)
        client.get(reverse("account_change_password"))
        assert client.session["seen"] == first + 61

    def test_it_ends_on_the_server_after_half_an_hour_and_with_the_browser(self, client: Client) -> None:
        sign_in(client)
        assert client.session.get_expiry_age() == 1800
        assert client.session.get_expire_at_browser_close()

    def test_nobody_signed_in_has_no_session(self, client: Client) -> None:
        client.get(reverse("account_login"))
        assert not client.session.keys()


def test_sign_up_has_no_address(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(reverse("account_change_password"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_headers(client: Client) -> None:
    response = client.get(reverse("account_login"))
    policy = response["Content-Security-Policy"]
    for directive in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]
