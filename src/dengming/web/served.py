"""Files on their way out: what was uploaded, and what this system makes; always as a download."""

from typing import IO, Final
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(stream: IO[bytes], name: str, media_type: str) -> FileResponse:
    """The bytes under their own name, never run as a page of this site."""
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def made(data: bytes, media_type: str, plain: str, shown: str = "") -> HttpResponse:
    """A paper of this system under a name in Chinese where it has one, and a plain one for what cannot read that."""
    response = HttpResponse(data, content_type=media_type)
    chinese = f"; filename*=UTF-8''{quote(shown)}" if shown else ""
    response["Content-Disposition"] = f'attachment; filename="{plain}"{chinese}'
    return response
