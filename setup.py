"""What pyproject.toml cannot say: a wheel carries the files of the pages that come from npm, where npm can be had."""

import runpy
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithAssets(build_py):
    """Fetches them first. Without npm the package is built without them; its pages say so, and how to fetch them."""

    def run(self) -> None:
        if not self.editable_mode:
            assets = runpy.run_path(str(Path(__file__).parent / "dateline" / "web" / "assets.py"))
            try:
                assets["build"]()
            except (assets["NoAssets"], OSError) as problem:
                self.warn(str(problem))
        super().run()


setup(cmdclass={"build_py": WithAssets})
