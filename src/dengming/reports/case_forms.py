"""Papers of a case, filled in from what is known, by a template that the committee may replace by its own."""

import hashlib
import io
from collections.abc import Mapping
from typing import Final

from docx import Document

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.files.inspection import inspect
from dengming.ledgers.fields import FieldRefusal
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.refusal import Refusal
from dengming.reports.case_marks import BLANK, known_of
from dengming.reports.models import PaperTemplate
from dengming.reports.official import measures as m
from dengming.reports.official.heads import signature, title
from dengming.reports.official.layout import lines, page, write
from dengming.reports.official.render import render, same_bytes
from dengming.reports.official.replacing import active
from dengming.rulebook import registers
from dengming.rulebook.paper_checks import marks_of
from dengming.rulebook.register_parts import Paper

SAMPLE: Final = "（样例）"


def key_of(block: registers.Entry, paper: Paper) -> str:
    """The key under which the committee's own template of the paper is kept."""
    return f"{block.id}/{paper.id}"


def papers_for(entry: Entry) -> list[Paper]:
    """Those that can be printed now: the case has reached one of their stages."""
    been = {it.stage for it in way_of(entry)}
    return [it for it in register_of(entry).paper if not it.stages or been & set(it.stages)]


@action("case-paper.printed", label="打印文书", needs="read", at=line_reach)
def print_paper(scope: Scope, entry: Entry, *, paper: Paper) -> Done[bytes]:
    """The paper as a Word file. Raises Refusal where the case has not come so far yet."""
    if paper not in papers_for(entry):
        raise Refusal(f"还没有办到能出“{paper.name}”的那一步。")
    block = register_of(entry)
    known = {"title": paper.name, **dict.fromkeys(marks_of(block), BLANK), **known_of(scope, entry, paper)}
    data = _filled(block, paper, known)
    return Done(data, about=f"{entry.subject.code} {paper.name}", note={"entry": str(entry.uid), "paper": paper.id})


@action("case-template.uploaded", label="更换文书模板", needs="settle")
def upload(scope: Scope, *, block: registers.Entry, paper: Paper, name: str, data: bytes) -> Done[PaperTemplate]:
    """Put the committee's own template in the place of the one before. FieldRefusal where it cannot be filled, or does
    not say whom it is about; then nothing changes."""
    try:
        passed = inspect(name, data)
        if passed.kind.suffix != "docx":
            raise Refusal("模板要用 .docx 文件：请在文字处理软件里另存为 .docx 再上传。")
        made = render(passed.data, {"title": paper.name} | {mark: f"{SAMPLE}{mark}" for mark in marks_of(block)})
        if f"{SAMPLE}name" not in _words(made):
            raise Refusal("模板里没有姓名（{{ name }}）：请下载默认模板，照着把标记加上。")
    except Refusal as refusal:
        raise FieldRefusal({"file": str(refusal)}) from refusal
    digest = hashlib.sha256(passed.data).hexdigest()
    kept = {"name": passed.name, "data": passed.data, "digest": digest, "uploaded_by": scope.actor}
    found = PaperTemplate.objects.create(paper=key_of(block, paper), uploaded_at=clock.moment(), **kept)
    return Done(found, about=passed.name, note={"paper": key_of(block, paper), "digest": digest})


def default_form(paper: Paper) -> bytes:
    """The default template: the title, to whom, the paragraphs, who signs and the day."""
    made = Document()
    page(made)
    title(made, "{{ title }}")
    lines(made.add_paragraph())
    if paper.to:
        write(lines(made.add_paragraph()).add_run(f"{paper.to}："), m.FANGSONG, m.BODY)
    for text in paper.text:
        write(lines(made.add_paragraph(), indent=True).add_run(text), m.FANGSONG, m.BODY)
    lines(made.add_paragraph())
    signature(made, paper.signed, "{{ dated }}")
    target = io.BytesIO()
    made.save(target)
    return same_bytes(target.getvalue())


def _filled(block: registers.Entry, paper: Paper, known: Mapping[str, str]) -> bytes:
    """By the committee's own template; without one, or should it fail on this case, by the default one."""
    own = active(key_of(block, paper))
    if own is not None:
        try:
            return render(bytes(own.data), known)
        except Refusal:
            return render(default_form(paper), known)
    return render(default_form(paper), known)


def _words(data: bytes) -> str:
    found = Document(io.BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(it.text for it in found.paragraphs), *cells])
