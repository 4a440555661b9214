"""From a template and its content to a Word file. The same content gives the same bytes at any second."""

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from docx.opc.coreprops import CoreProperties
from docxtpl.template import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from dengming.refusal import Refusal
from dengming.reports.official.charts import pictured

_MADE: Final = datetime(2020, 1, 1, tzinfo=UTC)
_STAMP: Final = (2020, 1, 1, 0, 0, 0)


def render(template: bytes, content: Mapping[str, Any]) -> bytes:
    """The paper. Raises Refusal where the template cannot be filled: it may come from anybody who settles papers."""
    try:
        paper = DocxTemplate(io.BytesIO(template))
        paper.render(pictured(paper, content), jinja_env=SandboxedEnvironment(autoescape=True), autoescape=True)
    except (TemplateError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise Refusal(f"公文模板不能使用（{error}）：请对照随程序的模板改正，或恢复默认模板。") from error
    assert paper.docx is not None  # rendered
    without_makers(paper.docx.core_properties, str(content.get("title", "")).replace("\n", ""))
    target = io.BytesIO()
    paper.save(target)
    return same_bytes(target.getvalue())


def without_makers(made: CoreProperties, title: str) -> None:
    """Neither who made the file nor when: the paper says both where they belong."""
    made.author, made.last_modified_by, made.title = "", "", title
    made.created = made.modified = made.last_printed = _MADE


def same_bytes(data: bytes) -> bytes:
    """The archive without the moments at which its parts were written and the document was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return target.getvalue()
