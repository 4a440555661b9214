"""The pattern page shows every part, and its templates, styles and scripts keep the rules of docs/ui.md."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from dengming import web
from dengming.accounts.models import User
from dengming.web import icons, states

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
PARTS = sorted((WEB / "templates" / "parts").glob("*.html"))
STYLES = sorted((WEB / "static" / "dengming" / "css").glob("*.css"))
SCRIPTS = sorted((WEB / "static" / "dengming" / "js").glob("*.js"))
ON_PAPER = {"tokens.css", "sheet.css", "print.css"}  # the only style sheets that name colours

# What Chromium 86 does not know, and what the content policy or the design forbids.
FORBIDDEN_CSS = {
    "cascade layers": r"@layer",
    "nesting": r"&",
    "relational selectors": r":has\(",
    "late selector lists": r":(is|where)\(",
    "colour functions": r"color-mix\(|oklch\(|\blab\(",
    "inset": r"(?<![-\w])inset(-\w+)*\s*:",
    "aspect-ratio": r"aspect-ratio\s*:",
    "container queries": r"@container|container-type",
    "new viewport units": r"\d[dsl]v[hw]\b",
    "single transforms": r"(?m)^\s*(rotate|scale|translate)\s*:",
    "range media queries": r"@media[^{]*[<>]",
    "imports": r"@import",
    "foreign addresses": r"https?://",
}
FORBIDDEN_JS = {
    "nullish assignment": r"(\?\?|\|\||&&)=",
    "evaluation": r"\beval\(|new Function",
    "inline styles": r"\.style\b|cssText",
    "raw markup": r"innerHTML|insertAdjacentHTML|document\.write",
    "late methods": r"\.(at|replaceAll|findLast|toSorted|hasOwn|structuredClone)\(",
    "private members": r"\bthis\.#|static \{",
}
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)|\sstyle\s*=|\son(click|submit|change|input|load|key\w+|focus|blur|error)\s*=|javascript:"
)


def _name(path: Path) -> str:
    return path.name


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


@pytest.fixture
def signed_in(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_user("lihua", name="李华"))
    return client


def test_the_page_needs_sign_in(client: Client, db: None) -> None:
    for name in ("patterns", "patterns-print", "patterns-why"):
        response = client.get(reverse(name))
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("account_login"))


def test_every_part_is_shown(signed_in: Client) -> None:
    response = signed_in.get(reverse("patterns"))
    assert response.status_code == 200
    used = {template.name for template in response.templates}
    assert {f"parts/{part.name}" for part in PARTS} - used == set()


def test_every_state_and_mark_is_named(signed_in: Client) -> None:
    page = signed_in.get(reverse("patterns")).content.decode()
    for look in [*states.STATES.values(), *states.COLOURS.values(), *states.MARKS.values()]:
        assert look.label in page
        assert f'href="#i-{look.icon}"' in page


def test_a_printed_form_carries_no_furniture(signed_in: Client) -> None:
    page = signed_in.get(reverse("patterns-print")).content.decode()
    assert "签字" in page
    assert 'class="side' not in page


def test_the_pager_keeps_the_rest_of_the_query(signed_in: Client) -> None:
    page = signed_in.get(reverse("patterns"), {"text": "党课", "page": "2"}).content.decode()
    assert "?text=%E5%85%9A%E8%AF%BE&amp;page=3" in page


@pytest.mark.parametrize("part", PARTS, ids=_name)
def test_a_part_says_first_what_it_takes(part: Path) -> None:
    opening = part.read_text("utf-8").lstrip()
    comment = re.match(r"\{# (.*?) #\}|\{% comment %\}(.*?)\{% endcomment %\}", opening, re.DOTALL)
    assert comment, f"{part.name} starts without a comment"
    assert "Inputs:" in comment[0]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_a_template_has_nothing_inline(template: Path) -> None:
    found = INLINE.search(template.read_text("utf-8"))
    assert found is None, f"{template.name}: {found and found[0]}"


@pytest.mark.parametrize("style", STYLES, ids=_name)
def test_a_style_sheet_works_in_chromium_86(style: Path) -> None:
    text = without_comments(style.read_text("utf-8"))
    assert len(text.splitlines()) <= 150
    assert [name for name, form in FORBIDDEN_CSS.items() if re.search(form, text)] == []
    if style.name not in ON_PAPER:
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", text) == [], "colours belong to tokens.css"


@pytest.mark.parametrize("script", SCRIPTS, ids=_name)
def test_a_script_works_in_chromium_86(script: Path) -> None:
    text = re.sub(r"//.*", "", script.read_text("utf-8"))
    assert [name for name, form in FORBIDDEN_JS.items() if re.search(form, text)] == []


def test_tokens_used_are_defined() -> None:
    texts = [style.read_text("utf-8") for style in STYLES]
    defined = {name for text in texts for name in re.findall(r"(--[\w-]+)\s*:", text)}
    assert {name for text in texts for name in re.findall(r"var\((--[\w-]+)", text)} <= defined


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(icons.UnknownIcon, match="no icon “lamp”"):
        icons.require("lamp")


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
def test_an_error_page_needs_no_context(name: str) -> None:
    page = render_to_string(name)
    assert "<h1>" in page
    assert "非涉密系统" in page
