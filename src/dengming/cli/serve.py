"""`dengming serve`: bring the data up to date, and serve with one process and a few threads."""

import argparse
import errno
import socket
import sys

from django.conf import settings
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from dengming.accounts.scope import Everywhere
from dengming.cli.answer import print_table
from dengming.demo.build import build, is_empty
from dengming.editions.actions import install_current
from dengming.refusal import Refusal
from dengming.web import demo_accounts

_PORTS = range(1, 65536)
_THREADS = 4  # requests worked on at once; SQLite has one writer anyway


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("serve", help="更新数据库并启动服务")
    parser.add_argument("--demo", action="store_true", help="数据库为空时建立演示区")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Refusal where the address cannot be listened on, before anything is touched."""
    _check_address(args.host, args.port)
    prepare(demo=args.demo)
    _announce(args.host, args.port)
    server = Granian(
        "dengming.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        blocking_threads=_THREADS,
        log_enabled=False,
    )
    server.serve()
    return 0


def prepare(*, demo: bool) -> None:
    """Migrate, build the demo district if asked and nothing is there, install the rulebook of this checkout."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("clearsessions")
    call_command("collectstatic", verbosity=0, interactive=False)
    if demo and is_empty():
        build()
    install_current(Everywhere(reason="启动服务"))


def _check_address(host: str, port: int) -> None:
    if port not in _PORTS:
        raise Refusal(f"端口 {port} 不对：请用 --port 填 {_PORTS[0]} 到 {_PORTS[-1]} 之间的数。")
    try:
        socket.getaddrinfo(host, port)
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        raise Refusal(f"不能在 {host}:{port} 上监听：{_reason(error)}。") from error


def _reason(error: OSError) -> str:
    """The system's reason in words; what it says itself is English."""
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return "本机没有这个地址，请用 --host 换一个地址"
    if error.errno == errno.EADDRINUSE:
        return "这个端口已被占用，请用 --port 换一个端口"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "没有使用这个端口的权限，请用 --port 换一个 1024 以上的端口"
    return f"系统拒绝了（错误号 {error.errno}），请用 --host 和 --port 换一个地址或端口"


def _announce(host: str, port: int) -> None:
    print(f"灯明已启动：http://{host}:{port}/   （按 Ctrl-C 停止；数据在 {settings.DENGMING_HOME}）")
    shown = demo_accounts.accounts()
    if shown:
        print_table(("演示账号", "用户名", "密码"), [(one.label, one.username, one.password) for one in shown])
    sys.stdout.flush()
