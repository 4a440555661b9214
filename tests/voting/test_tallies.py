"""Names and votes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dengming.voting.tallies import names_of, votes_of

NAMES = st.text("王李张赵欧阳·", min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王芳 12\n李明 0", {"王芳": 12, "李明": 0}),
        (" 王芳　12票 \n\n李明：7\r\n", {"王芳": 12, "李明": 7}),
        ("王芳（一处） 12", {"王芳（一处）": 12}),
        ("艾力·买买提 9", {"艾力·买买提": 9}),
        ("", {}),
    ],
)
def test_a_line_each(text: str, wanted: dict[str, int]) -> None:
    assert votes_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [("王芳", "看不懂“王芳”"), ("王芳 12\n5", "看不懂“5”"), ("王芳 -1", "看不懂"), ("王芳 1\n王芳 2", "写了两次")],
)
def test_what_nobody_can_read_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        votes_of(text)


@given(votes=st.dictionaries(NAMES, st.integers(0, 99_999), max_size=9))
def test_what_was_written_is_read_again(votes: dict[str, int]) -> None:
    assert votes_of("\n".join(f"{name} {got}" for name, got in votes.items())) == votes
    assert names_of("\n".join(votes)) == list(votes)


def test_a_name_twice_is_said() -> None:
    with pytest.raises(ValueError, match="“王芳”写了两次"):
        names_of("王芳\n李明\n王芳")
