"""A committee's own template: tried on a sample, refused with what it lacks, and the way back."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from docx import Document

from dengming.ledgers.fields import FieldRefusal
from dengming.refusal import Refusal
from dengming.reports.models import PaperTemplate
from dengming.reports.official import replacing
from dengming.reports.official.replacing import BULLETIN
from dengming.reports.official.template import default_template
from tests import cast as casting
from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    return casting.build()


def changed(*texts: str) -> bytes:
    """The default template with lines of our own at its end."""
    paper, target = Document(io.BytesIO(default_template("工委"))), io.BytesIO()
    for text in texts:
        paper.add_paragraph(text)
    paper.save(target)
    return target.getvalue()


def bare(*texts: str) -> bytes:
    """A document of just these lines."""
    paper, target = Document(), io.BytesIO()
    for text in texts:
        paper.add_paragraph(text)
    paper.save(target)
    return target.getvalue()


def upload(cast: Cast, data: bytes, name: str = "模板.docx", who: str = "eve") -> PaperTemplate:
    found: PaperTemplate = replacing.upload(cast.scope(who), paper=BULLETIN, name=name, data=data)
    return found


def words() -> str:
    return "\n".join(it.text for it in Document(io.BytesIO(replacing.sample_of(BULLETIN))).paragraphs)


def test_the_own_template_counts_until_the_default_is_restored(cast: Cast) -> None:
    upload(cast, changed("本单位自己的一行"))
    assert "本单位自己的一行" in words()
    replacing.restore(cast.scope("eve"), paper=BULLETIN)
    assert "本单位自己的一行" not in words()
    with pytest.raises(Refusal, match="就是默认模板"):
        replacing.restore(cast.scope("eve"), paper=BULLETIN)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (bare("{{ committee }}", "{{ title }}"), "模板.docx", "缺少发文字号"),
        (bare("{% for x in %}"), "模板.docx", "公文模板不能使用"),
        (b"%PDF-1.4", "模板.docx", "没有上传"),
        (changed("{{ ''.__class__.__mro__ }}"), "模板.docx", "公文模板不能使用"),
        (changed("秘密★一年"), "秘密★.docx", "密级标志"),
    ],
)
def test_what_a_template_lacks_is_said_and_nothing_changes(cast: Cast, data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(FieldRefusal, match=sentence):
        upload(cast, data, name)
    assert not PaperTemplate.objects.exists()
    assert "（样例）通报标题" in words()


def test_only_the_committee_replaces_it(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        upload(cast, changed("x"), who="di")


def test_content_that_a_template_cannot_take_falls_back_to_the_default(cast: Cast) -> None:
    upload(cast, changed("{{ sections[0].texts[0] + '' }}"))
    content = {**replacing.SAMPLE, "sections": []}
    assert "（样例）通报标题" in "\n".join(
        it.text for it in Document(io.BytesIO(replacing.filled(BULLETIN, content))).paragraphs
    )


def test_a_template_without_the_marks_of_chart_and_place_goes_on_counting_and_the_page_says_how(cast: Cast) -> None:
    assert replacing.left_out(BULLETIN) == []
    old = bare(
        "{{ committee }} {{ number }} {{ title }} {{ to }} {{ date }}",
        "{% for section in sections %}{% for text in section.texts %}{{ text }}{% endfor %}{% endfor %}",
    )
    upload(cast, old)
    assert "（样例）正文" in words()
    assert [it[:2] for it in replacing.left_out(BULLETIN)] == ["图（", "图题", "指标", "名次"]
    eve = Client()
    eve.force_login(cast.user["eve"])
    said = eve.get("/bulletins/template/").content.decode()
    assert "{{ chart.picture }}" in said
    assert "请照默认模板加上" in said


def test_a_template_may_show_the_chart_where_it_likes(cast: Cast) -> None:
    upload(cast, changed("{%p for chart in sections[0].charts %}", "{{ chart.picture }}", "{%p endfor %}"))
    assert len(Document(io.BytesIO(replacing.sample_of(BULLETIN))).inline_shapes) == 2
    assert replacing.left_out(BULLETIN) == []
