"""A committee's own template in the place of the default one: checked against a sample before it counts."""

import hashlib
import io
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.files.inspection import inspect
from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.reports.models import PaperTemplate
from dengming.reports.official.render import render, same_bytes
from dengming.reports.official.template import default_template

BULLETIN: Final = "bulletin"
_ROW: Final[dict[str, Any]] = {
    "number": 1, "place": "（样例）名次", "name": "（样例）党组织", "due": 10, "met": 9, "late": 1, "overdue": 0,
    "rate": "90%", "grade": "（样例）分组",
}  # fmt: skip
_EMPTY: Final[dict[str, Any]] = {**_ROW, "number": 2, "due": 0, "met": 0, "late": 0, "rate": "—", "grade": "—"}
"""An organisation of which nothing came due: a template that divides by it must show that on the sample."""
_FIGURE: Final[dict[str, Any]] = {
    "name": "（样例）指标", "value": "90%", "numerator": 9, "denominator": 10, "source": "（样例）来源",
}  # fmt: skip
SAMPLE: Final[dict[str, Any]] = {
    "committee": "（样例）机关工作委员会全称",
    "issuer": "（样例）机关工作委员会全称",
    "number": "（样例）发文字号",
    "signer": "（样例）签发人",
    "title": "（样例）通报标题",
    "to": "（样例）主送",
    "copies": "（样例）抄送",
    "attachment": "（样例）附件",
    "date": "（样例）成文日期",
    "issued": "（样例）印发日期",
    "sections": [
        {
            "head": "（样例）一、小标题",
            "texts": ["（样例）正文"],
            "organisations": [_ROW, _EMPTY],
            "charts": [{"caption": "（样例）图题", "alt": "（样例）替代文字", "bars": [[1, 90], [2, 75], [3, None]]}],
            "figures": [_FIGURE],
        },
        {
            "head": "（样例）二、有依据才排的名次",
            "texts": ["（样例）依据"],
            "ranked": "（样例）文号",
            "organisations": [_ROW],
            "figures": [],
        },
    ],
}
"""What a template is tried on: every field filled in, so that a missing one shows."""
_MUST: Final = {
    "committee": "发文机关", "number": "发文字号", "title": "标题", "to": "主送", "date": "成文日期",
}  # fmt: skip


_MAY: Final = {
    "（样例）签发人": "签发人（{{ signer }}）",
    "（样例）抄送": "抄送（{{ copies }}）",
    "（样例）附件": "附件（{{ attachment }}）",
    "（样例）党组织": "各党组织的表（{%tr for row in section.organisations %}、{{ row.name }}）",
    "（样例）指标": "指标的表（{%tr for row in section.figures %}、{{ row.name }}）",
    "（样例）替代文字": "图（{{ chart.picture }}，在 {%p for chart in section.charts %}、{%p endfor %}间，单倍行距）",
    "（样例）图题": "图题（{{ chart.caption }}）",
    "（样例）来源": "指标的来源（{{ row.source }}）",
    "（样例）名次": "名次（{{ row.place }}，section.ranked 有值的时候用）",
}
"""What a template may leave out, by the words of the sample that show where it is there."""


def active(paper: str) -> PaperTemplate | None:
    """The committee's own template that counts now, None for the default one."""
    return PaperTemplate.objects.filter(paper=paper, removed_at=None).first()


def kept(paper: str, committee: str) -> PaperTemplate:
    """The template that counts, as a row that stays: the default one too, which a later version may lay out anew."""
    if own := active(paper):
        return own
    data = same_bytes(default_template(committee))
    digest, now = hashlib.sha256(data).hexdigest(), clock.moment()
    same = PaperTemplate.objects.filter(paper=paper, digest=digest).exclude(removed_at=None).first()
    said = {"name": "默认模板", "data": data, "uploaded_at": now, "removed_at": now}
    return same or PaperTemplate.objects.create(paper=paper, digest=digest, **said)


def filled(content: dict[str, Any], own: PaperTemplate | None) -> bytes:
    """The paper by the committee's own template; without one, or should it fail on this content, by the default one."""
    if own is not None:
        try:
            return render(bytes(own.data), content)
        except Refusal:
            return render(default_template(str(content["committee"])), content)
    return render(default_template(str(content["committee"])), content)


@action("template.uploaded", label="更换公文模板", needs="settle")
def upload(scope: Scope, *, paper: str, name: str, data: bytes) -> Done[PaperTemplate]:
    """Put a template in the place of the one before. FieldRefusal says what the sample lacks; then nothing changes."""
    try:
        passed = inspect(name, data)
        _check(passed.kind.suffix, passed.data)
    except Refusal as refusal:
        raise FieldRefusal({"file": str(refusal)}) from refusal
    digest = hashlib.sha256(passed.data).hexdigest()
    found = PaperTemplate.objects.create(
        paper=paper,
        name=passed.name,
        data=passed.data,
        digest=digest,
        uploaded_at=clock.moment(),
        uploaded_by=scope.actor,
    )
    return Done(found, about=passed.name, note={"paper": paper, "digest": digest})


@action("template.removed", label="恢复默认模板", needs="settle")
def restore(scope: Scope, *, paper: str) -> Done[int]:
    """Back to the default template; the committee's own ones stay in the table."""
    mine = PaperTemplate.objects.filter(paper=paper, removed_at=None)
    if not (count := mine.update(removed_at=clock.moment())):
        raise Refusal("现在用的就是默认模板。")
    return Done(count, about=paper)


def left_out(paper: str) -> list[str]:
    """What the committee's own template does not show, with the marks that would; nothing for the default one."""
    if active(paper) is None:
        return []
    data = sample_of(paper)
    found = Document(io.BytesIO(data))
    pictures = [it.get("descr", "") for it in found.element.body.iter(qn("wp:docPr"))]
    words = {*_words(data).split("\n"), *pictures}
    return [label for sign, label in _MAY.items() if not any(sign in word for word in words)]


def sample_of(paper: str) -> bytes:
    """The sample by the template that counts, to be looked at."""
    return filled(SAMPLE, active(paper))


def _check(suffix: str, data: bytes) -> None:
    if suffix != "docx":
        raise Refusal("模板要用 .docx 文件：请在文字处理软件里另存为 .docx 再上传。")
    shown = _words(render(data, SAMPLE))
    lacks = [f"{label}（{{{{ {name} }}}}）" for name, label in _MUST.items() if str(SAMPLE[name]) not in shown]
    if "（样例）正文" not in shown:
        lacks.append("正文（sections 里的 texts）")
    if lacks:
        raise Refusal(f"模板里缺少{'、'.join(lacks)}：请下载默认模板，照着把这些标记加上。")


def _words(data: bytes) -> str:
    found = Document(io.BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    heads = [it.text for section in found.sections for it in section.header.paragraphs]
    return "\n".join([*heads, *(it.text for it in found.paragraphs), *cells])
