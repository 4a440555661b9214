"""Ann signs in, as every browser test begins."""

from playwright.sync_api import Page, expect

from tests.cast import Cast

PASSWORD = "Zhibu-2020-test"


def sign_in(page: Page, address: str, cast: Cast) -> None:
    """To 本月待办, with the password that the fixture `cast` gave her."""
    page.goto(f"{address}/")
    page.fill("input[name=login]", cast.user["ann"].username)
    page.fill("input[name=password]", PASSWORD)
    page.click("form button[type=submit]")
    expect(page.get_by_role("heading", name="本月待办")).to_be_visible()
