"""How states and warnings look: they can be read, and an organisation's state never looks like a member's warning."""

import re
from pathlib import Path

import pytest

from dengming.web import states

CSS = Path(states.__file__).parent / "static/dengming/css"
WARNINGS = {key: look for key, look in states.COLOURS.items() if key != "none"}
STATES = [*states.STATES.values(), *states.TASK_STATES.values()]
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / "tokens.css").read_text("utf-8")))
RULE = r"\.state--{} \{{[^}}]*color: var\(--([\w-]+)\); background: var\(--([\w-]+)\)"


def painted(tone: str) -> tuple[str, str]:
    """The ink and the ground of a badge."""
    found = re.search(RULE.format(tone), (CSS / "badges.css").read_text("utf-8"))
    assert found, f"badges.css has no .state--{tone}"
    return TOKENS[found[1]], TOKENS[found[2]]


def light(colour: str) -> float:
    """The relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", WARNINGS.values(), ids=WARNINGS)
def test_no_state_looks_like_a_warning(look: states.Look) -> None:
    mine = painted(look.tone)
    for state in STATES:
        assert state.icon != look.icon
        assert not set(painted(state.tone)) & set(mine), f"{state.label} looks like {look.label}"


@pytest.mark.parametrize("tone", sorted({look.tone for look in [*STATES, *states.COLOURS.values()]}))
def test_a_badge_can_be_read(tone: str) -> None:
    assert contrast(*painted(tone)) >= 4.5
