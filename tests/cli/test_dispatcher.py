"""The `dengming` command itself: exit codes, one Chinese sentence for what is wrong, a quiet end."""

import json
import os
import socket
import subprocess
import sys

import pytest

from dengming.accounts import journal
from dengming.accounts.journal import Entry
from dengming.cli import main as entry
from dengming.cli.wording import in_chinese
from dengming.rulebook.faults import Fault, RulebookError


def run(*arguments: str, home: str | None = None) -> subprocess.CompletedProcess[str]:
    """A process of its own, as a user starts it."""
    environment = {**os.environ, "PYTHONPATH": "src"} | ({"DENGMING_HOME": home} if home else {})
    command = [sys.executable, "-m", "dengming.cli.main", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        entry.main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：dengming")
    for command in entry.COMMANDS:
        assert command in shown


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "缺少参数 命令"),
        (["audit"], "缺少参数 verify"),
        (["nonsense"], "nonsense"),
        (["serve", "--port", "abc"], "--port 应为整数，而不是 'abc'"),
        (["audit", "verify", "--colour"], "不认识的参数 --colour"),
    ],
)
def test_wrong_use_is_one_chinese_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        entry.main(arguments)
    assert end.value.code == 2
    shown = capsys.readouterr().err
    assert sentence in shown
    assert shown.count("\n") == 1


def test_faulty_packs_are_told_file_by_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(given: list[str]) -> int:
        raise RulebookError([Fault("district/a.toml", 4, "colour", "不认识的键。", "请删去。")])

    monkeypatch.setattr(entry, "_run", broken)
    assert entry.main(["serve"]) == 2
    said = capsys.readouterr().err
    assert "制度文件有 1 处错误" in said
    assert "district/a.toml:4 colour：不认识的键。请删去。" in said


def test_what_is_not_known_stays_as_it_is() -> None:
    assert in_chinese("something new") == "something new"


def test_a_refusal_is_printed_and_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(["serve", "--host", "256.0.0.1"]) == 2
    assert "不能在 256.0.0.1:8000 上监听" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["99999", "65536", "0", "-1"])
def test_a_port_that_there_is_not_is_told_in_chinese(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.main(["serve", f"--port={port}"]) == 2
    assert capsys.readouterr().err == f"端口 {port} 不对：请用 --port 填 1 到 65535 之间的数。\n"


def test_why_an_address_cannot_be_listened_on_is_told_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert entry.main(["serve", "--port", str(port)]) == 2
    assert entry.main(["serve", "--host", "256.0.0.1", "--port", "8000"]) == 2
    assert entry.main(["serve", "--host", "192.0.2.1", "--port", "8000"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"不能在 127.0.0.1:{port} 上监听：这个端口已被占用，请用 --port 换一个端口。",
        "不能在 256.0.0.1:8000 上监听：本机没有这个地址，请用 --host 换一个地址。",
        "不能在 192.0.2.1:8000 上监听：本机没有这个地址，请用 --host 换一个地址。",
    ]


def test_a_home_that_cannot_be_made_is_named() -> None:
    result = run("audit", "verify", home="/proc/nowhere")
    assert result.returncode == 2
    assert "请用 DENGMING_HOME 指定一个可写的目录" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m dengming.cli.main rulebook list | head -n 1"
    environment = {**os.environ, "PYTHONPATH": "src"}
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


@pytest.mark.django_db
class TestAudit:
    """`dengming audit verify`."""

    def test_a_whole_chain(self, capsys: pytest.CaptureFixture[str]) -> None:
        journal.append([Entry("a.b", "一", "甲")])
        assert entry.main(["audit", "verify"]) == 0
        assert "审计日志完整：共 1 行" in capsys.readouterr().out

    def test_a_broken_chain_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        from dengming.accounts.models import JournalHead

        journal.append([Entry("a.b", "一", "甲")])
        JournalHead.objects.update(seq=2)
        assert entry.main(["audit", "verify", "--json"]) == 1
        answer = json.loads(capsys.readouterr().out)
        assert answer["holds"] is False
        assert "末行记录被改动" in answer["fault"]
        assert answer["faulty_guards"] == []
