"""What pyproject.toml cannot say: the rulebook packs lie beside `src`, and an installed package needs them inside."""

from pathlib import Path
from shutil import copytree

from setuptools import setup
from setuptools.command.build_py import build_py


class WithInstitutions(build_py):
    """Build the package with the packs in it; an editable install goes on reading those of the checkout."""

    def run(self) -> None:
        """Build, then add the packs."""
        super().run()
        if not self.editable_mode:
            copytree("institutions", Path(self.build_lib) / "dengming" / "institutions", dirs_exist_ok=True)


setup(cmdclass={"build_py": WithInstitutions})
