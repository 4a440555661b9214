"""What every layer raises when it will not do what was asked."""

import re
from typing import Final

_DAY: Final = re.compile(
    r"(?<!写成)(?<!写成 )(?<!如)(?<!如 )(?<![“A-Za-z\d_-]) ?(?<![A-Za-z\d_-])(\d{4})-(\d\d)-(\d\d)(?![\d-]) ?"
)
"""A day as code writes it; not where a sentence quotes what was typed, or shows how a day is to be typed."""


def days_in_words(sentence: str) -> str:
    """The sentence with its days as people write them: 2020年9月10日."""
    return _DAY.sub(lambda it: f"{it[1]}年{int(it[2])}月{int(it[3])}日", sentence)


class Refusal(ValueError):
    """One clear Chinese sentence: what is wrong, where, and how to mend it.

    The command line prints it and exits with 2; pages show it beside the field. Nothing has been saved. Sentences are
    put together in every room; here, once for all of them, their days become words.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(days_in_words(sentence))
