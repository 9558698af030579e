"""Where compiled word lists are kept between runs: the user's cache folder, or a temporary one when that is closed.

Anything here can be deleted at any time; it is made again from what is installed.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


def folders() -> Iterator[Path]:
    """The folders to look in and to write to, the better one first."""
    yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
    yield Path(tempfile.gettempdir()) / f"dateline-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Write folder/name. Two processes may do so at once: each writes a file of its own, and renaming is atomic.

    Raises OSError when the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(temporary, folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return folder / name
