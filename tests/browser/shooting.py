"""Pictures of pages for the documentation, at two widths."""

from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (1366, 390)
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def shoot(page: Page, folder: Path, name: str) -> None:
    """Keep what the page shows at two widths, as `name-1366.png` and `name-390.png`; the page goes back to the first.

    Chromium fails with “Unable to capture screenshot” while a page is being replaced, and without a graphics card also
    right after its size has changed: so the page is loaded and drawn twice before its picture is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        page.evaluate(_DRAWN)
        page.screenshot(path=folder / f"{name}-{width}.png", animations="disabled")
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
