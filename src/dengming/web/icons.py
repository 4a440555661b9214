"""The icon set: one small stroke drawing a file, put into a page once and used by name.

The drawings are `static/dengming/icons/NAME.svg`, on a 20 × 20 grid, in the colour of the text around them.
"""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "dengming" / "icons"


class UnknownIcon(LookupError):
    """A template asked for a drawing that is not in the set."""


@cache
def drawings() -> dict[str, str]:
    """The inner markup of every drawing, by name."""
    return {file.stem: _inner(file) for file in sorted(FOLDER.glob("*.svg"))}


def _inner(file: Path) -> str:
    found = re.fullmatch(r"<svg[^>]*>(.*)</svg>\s*", file.read_text("utf-8"), re.DOTALL)
    if found is None:
        raise ValueError(f"{file.name} is not a plain <svg>…</svg> drawing")
    return re.sub(r"\s*\n\s*", "", found[1])


@cache
def sprite() -> str:
    """All drawings as symbols, for the top of a page: `<use href="#i-NAME">` then draws one."""
    symbols = (f'<symbol id="i-{name}" viewBox="0 0 20 20">{inner}</symbol>' for name, inner in drawings().items())
    return f'<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">{"".join(symbols)}</svg>'


def require(name: str) -> str:
    """The name itself, if there is such a drawing. Raises UnknownIcon."""
    if name not in drawings():
        raise UnknownIcon(f"no icon “{name}”; the set has: {', '.join(drawings())}")
    return name
