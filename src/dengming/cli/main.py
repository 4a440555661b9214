"""The `dengming` command: finds the module of a sub-command and runs it.

A module has `add(subparsers)`, which declares the command and sets `run` as the parser's default (and `first`, which
sees to the database), and `run(args) -> int`, which returns the exit code: 0 done, 1 the answer is no. A Refusal is
printed and exits with 2.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from django.db import OperationalError, ProgrammingError

from dengming.cli.wording import Parser
from dengming.refusal import Refusal
from dengming.rulebook.faults import RulebookError

COMMANDS = {
    "serve": "serve",
    "begin": "begin",
    "demo": "demo",
    "rulebook": "rulebook",
    "standing": "standing",
    "explain": "explain",
    "whatif": "whatif",
    "import": "import_",
    "export": "export",
    "bulletin": "bulletin",
    "audit": "audit",
}
"""Sub-commands in the order of the help, each with its module in `dengming.cli`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives back its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _set_up_django()
        return _run(given)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except RulebookError as error:
        print(f"制度文件有 {len(error.faults)} 处错误，改正之前不能运行：\n{error}", file=sys.stderr)
        return 2
    except (OperationalError, ProgrammingError) as error:
        print(f"数据库不可用（{error}）：请先运行 dengming serve 建库，或检查 DATABASE_URL。", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) has left; point stdout away so that the interpreter's last flush is silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dengming.config.settings")
    import django

    django.setup()


def _run(given: list[str]) -> int:
    parser = Parser(prog="dengming", description="灯明：党建工作平台")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    named = next((word for word in given if not word.startswith("-")), None)
    for command in [named] if named in COMMANDS else COMMANDS:  # only what is asked for is imported
        import_module(f"dengming.cli.{COMMANDS[command]}").add(subparsers)
    args = parser.parse_args(given)
    if first := getattr(args, "first", None):
        first()
    code = args.run(args)
    sys.stdout.flush()
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
