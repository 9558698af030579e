"""Exports into files: a file gets its name when it is whole."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.formats import write
from dateline.formats.exchange.common import Rows, Written

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def export(source: Rows, kind: str, target: Path, form: str) -> Written:
    """Write the rows of a kind in a format. Raises BadRequest, or DatelineError when the file cannot be written."""
    with whole_file(target) as out:
        return write(form, kind, source, out)


@contextmanager
def whole_file(target: Path) -> Iterator[Any]:
    """A file that gets its name when it is whole: no half export under the final name."""
    beside = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as out:
            yield out
        beside.replace(target)
    except OSError as problem:
        do = "free space or choose another -o" if problem.errno in FULL else "choose another -o"
        raise DatelineError(f"{target} cannot be written ({problem.strerror})", do) from problem
    finally:
        with suppress(OSError):
            beside.unlink()
