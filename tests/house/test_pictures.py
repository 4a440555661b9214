"""The script that takes the documentation's pictures starts by itself, without the tests' settings."""

import os
import subprocess
import sys

from tests.house.tree import ROOT


def test_the_script_of_the_pictures_can_be_started() -> None:
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-c", "import tests.browser.take_pictures"],
        cwd=ROOT,
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
