"""The command as a person calls it, each call a process of its own.

Those processes are forked from one that has loaded the program and the language model, so that hundreds of calls do not
load them hundreds of times. `tests/cli/test_cli.py` starts the installed program itself too.
"""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.store.address import Server

COMMAND = str(Path(sys.executable).parent / "dateline")
PATIENCE = 300  # seconds; what hangs is ended then, what is slow because the machine does other things is not

_loaded = multiprocessing.get_context("forkserver")
_loaded.set_forkserver_preload(["tests.preloaded"])


def dateline(
    *arguments: str, record: Path | Server | str | None = None, input: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """dateline("read", "a.txt", record=...) -> how it ended, and what it wrote."""
    line = ["dateline", *(["--record", str(record)] if record else []), *arguments]
    with TemporaryDirectory() as folder:
        streams = [Path(folder, name) for name in ("in", "out", "err")]
        streams[0].write_text(input, encoding="utf-8")
        process = _loaded.Process(target=_called, args=(line, dict(os.environ), cwd or Path.cwd(), streams))
        process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(line, PATIENCE)
        said = [stream.read_text(encoding="utf-8") if stream.exists() else "" for stream in streams[1:]]
        return subprocess.CompletedProcess(line, process.exitcode, *said)


def installed(*arguments: str, record: Path | str | None = None) -> subprocess.CompletedProcess[str]:
    """The same by the installed program, which loads what it needs."""
    line = [COMMAND, *(["--record", str(record)] if record else []), *arguments]
    return subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE)


def _called(line: list[str], environment: dict[str, str], folder: Path, streams: list[Path]) -> None:
    from dateline.cli import main

    for number, stream in enumerate(streams):
        opened = os.open(stream, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process lives
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = line
    main()
