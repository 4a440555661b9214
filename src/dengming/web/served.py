"""Uploaded files on their way out: as a download that no browser opens by itself."""

from typing import IO

from django.http import FileResponse


def download(stream: IO[bytes], name: str, media_type: str) -> FileResponse:
    """The bytes under their own name, never run as a page of this site."""
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
