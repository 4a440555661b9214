"""argparse that speaks Chinese: its few complaints as one sentence each."""

import argparse
import re
import sys
from typing import NoReturn

_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1 不能是 \2，只能是 \3 之一"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 应为整数，而不是 \2"),
    (r"argument (\S+): expected .*", r"\1 后面缺少内容"),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 后面不应有内容 \2"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 不能和 \2 同时使用"),
    (r"argument (\S+): (.+)", r"\1：\2"),
)


def in_chinese(message: str) -> str:
    """argparse's complaint as a Chinese clause."""
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, sentence, message)
    return message


class Parser(argparse.ArgumentParser):
    """A parser whose errors and headings are Chinese; sub-parsers take after it."""

    def __init__(self, **settings: object) -> None:
        super().__init__(**{"add_help": False, "allow_abbrev": False, **settings})  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """One sentence on standard error, and exit code 2."""
        print(f"{in_chinese(message)}：请用 {self.prog} --help 查看用法。", file=sys.stderr)
        sys.exit(2)
