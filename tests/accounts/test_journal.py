"""The chain: whole when written, broken when touched."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from dengming.accounts import journal
from dengming.accounts.journal import Entry
from dengming.accounts.models import JournalHead, Line
from dengming.accounts.verification import verify


def write(count: int) -> None:
    for number in range(count):
        journal.append([Entry("test.done", f"第{number}件", "测试", note={"n": number})])


def tamper(sql: str) -> None:
    """What someone with the database but without the key can do: they take the triggers down first."""
    with connection.cursor() as cursor:
        suffix = " ON accounts_line" if connection.vendor == "postgresql" else ""
        for name in ("accounts_line_kept", "accounts_line_undeleted"):
            cursor.execute(f'DROP TRIGGER "{name}"{suffix}')
        cursor.execute(sql)


@pytest.mark.django_db
class TestChain:
    """One writer."""

    def test_an_empty_journal_holds(self) -> None:
        assert verify().holds

    def test_lines_are_numbered_and_tied(self) -> None:
        journal.append([Entry("a.b", "一", "甲"), Entry("a.b", "二", "甲")])
        first, second = Line.objects.all()
        assert (first.seq, second.seq) == (1, 2)
        assert first.previous == journal.BEFORE_FIRST
        assert second.previous == first.digest
        verdict = verify()
        assert verdict.holds
        assert (verdict.lines, verdict.digest) == (2, second.digest)

    def test_long_texts_are_cut_before_they_are_sealed(self) -> None:
        journal.append([Entry("a.b", "长" * 500, "名" * 500)])
        assert verify().holds

    @pytest.mark.parametrize(
        ("sql", "fault"),
        [
            ("UPDATE accounts_line SET about = '别的' WHERE seq = 2", "第 2 行的内容与摘要不符"),
            ("UPDATE accounts_line SET name = '别人' WHERE seq = 1", "第 1 行的内容与摘要不符"),
            ("UPDATE accounts_line SET actor = 9 WHERE seq = 3", "第 3 行的内容与摘要不符"),
            ("DELETE FROM accounts_line WHERE seq = 1", "第 1 行缺失"),
            ("DELETE FROM accounts_line WHERE seq = 3", "第 3 行缺失"),
            ("DELETE FROM accounts_line WHERE seq >= 4", "第 4 行起缺失"),
            ("DELETE FROM accounts_line", "第 1 行起缺失"),
            ("UPDATE accounts_line SET seq = 7 - seq WHERE seq IN (3, 4)", "内容与摘要不符"),
            ("UPDATE accounts_journalhead SET seq = 4", "末行记录被改动"),
            ("DELETE FROM accounts_journalhead", "末行记录缺失"),
        ],
    )
    def test_tampering_is_found(self, sql: str, fault: str) -> None:
        write(5)
        if "7 - seq" in sql:  # swap two lines without meeting the primary key half way
            tamper("UPDATE accounts_line SET seq = 100 + seq WHERE seq IN (3, 4)")
            with connection.cursor() as cursor:
                cursor.execute("UPDATE accounts_line SET seq = 107 - seq WHERE seq > 100")
        else:
            tamper(sql)
        assert fault in verify().fault

    def test_a_tail_cut_off_together_with_its_head_is_found(self) -> None:
        write(5)
        third = Line.objects.get(seq=3)
        tamper("DELETE FROM accounts_line WHERE seq > 3")
        JournalHead.objects.update(seq=3, digest=third.digest)
        assert "末行记录被改动" in verify().fault

    @pytest.mark.parametrize("change", [lambda: Line.objects.update(about="x"), lambda: Line.objects.all().delete()])
    def test_the_database_refuses_change(self, change: Callable[[], object]) -> None:
        write(1)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
        assert verify().holds


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain() -> None:
    def work(_: int) -> None:
        try:
            write(10)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    verdict = verify()
    assert verdict.holds, verdict.fault
    assert verdict.lines == 40
