"""A wheel and a source archive, the same bytes from the same commit. `make dist` puts them into dist/.

Setuptools writes the time of building into both: SOURCE_DATE_EPOCH settles the wheel's, and the source archive is
packed again with that time, no owner and its members in order.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def committed_at(root: Path) -> int:
    """Seconds since 1970 of the commit that is built."""
    return int(subprocess.run(["git", "-C", root, "log", "-1", "--format=%ct"], capture_output=True, check=True).stdout)


def packed_again(archive: bytes, when: int) -> bytes:
    """The same members as `archive` (.tar.gz) with nothing of the machine and the hour that packed them."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive)) as old, tarfile.open(fileobj=plain, mode="w") as new:
        for member in sorted(old.getmembers(), key=lambda each: each.name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = when, 0, 0, "", ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.pax_headers = {}
            new.addfile(member, old.extractfile(member) if member.isfile() else None)
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=when, filename="") as out:
        out.write(plain.getvalue())
    return packed.getvalue()


def build(target: Path, root: Path = ROOT) -> list[Path]:
    """Wheel and source archive of a checkout's committed files, made in a clone of it so that nothing else gets in."""
    target.mkdir(parents=True, exist_ok=True)
    when = committed_at(root)
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "dateline"
        subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{root}", clone], check=True)
        asked = "import sys, setuptools.build_meta as b; to = sys.argv[1]; b.build_sdist(to); b.build_wheel(to)"
        made = Path(folder) / "made"
        made.mkdir()
        settled = {**os.environ, "SOURCE_DATE_EPOCH": str(when), "PYTHONHASHSEED": "0", "TZ": "UTC"}
        old = os.umask(0o022)  # modes of files are part of a wheel
        try:
            subprocess.run([sys.executable, "-c", asked, made], cwd=clone, env=settled, check=True, stdout=sys.stderr)
        finally:
            os.umask(old)
        built = []
        for path in sorted(made.iterdir()):
            content = path.read_bytes()
            built.append(target / path.name)
            built[-1].write_bytes(packed_again(content, when) if path.name.endswith(".tar.gz") else content)
    return built


if __name__ == "__main__":
    for path in build(ROOT / "dist"):
        print(path.relative_to(ROOT))
