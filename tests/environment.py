"""Loaded by `-p` in pyproject.toml, before Django: a data directory of its own, so that no test meets real data."""

import atexit
import os
import shutil
import tempfile

_HOME = tempfile.mkdtemp(prefix="dengming-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["DENGMING_HOME"] = _HOME
for name in ("DENGMING_HOSTS", "DENGMING_IDLE_MINUTES", "DENGMING_HTTPS"):
    os.environ.pop(name, None)
