"""What all pages share: the record they show, the templates, the files beside them."""

import hashlib
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from dateline.ask.naming import name_of
from dateline.store.record import Record
from dateline.version import rules
from dateline.web import wording
from dateline.web.once import Once
from dateline.web.params import Params
from dateline.web.screens import Jump, Screen

HERE = Path(__file__).parent
STATIC = HERE / "static"
ADD = Jump("n", "Add reports", "/add")
VENDOR = STATIC / "vendor"  # made by `python -m dateline.web.assets`, in no repository


class Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept where Python keeps our compiled modules; compiling them is half of a first answer."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):  # a folder that may not be written, a full disk
                Path(self.directory).mkdir(parents=True, exist_ok=True)
                super().dump_bytecode(bucket)


@dataclass(frozen=True)
class Site:
    """One record on the web. `record`: its address."""

    record: str
    screens: tuple[Screen, ...]
    stopping: threading.Event
    signs_in: bool = False  # whoever looks has signed in, and can sign out
    once: Once = field(default_factory=Once, repr=False, compare=False)

    @contextmanager
    def open(self, *, create: bool = False) -> Iterator[Record]:
        """The record, for one request, in the thread that asks. Raises BadRecord."""
        with Record(self.record, create=create) as record:
            yield record

    @property
    def name(self) -> str:
        """What the record is called, without where it lies."""
        return Path(self.record).name

    @cached_property
    def jumps(self) -> tuple[Jump, ...]:
        """Every page that has a key after g, in the order of the screens."""
        own = ((one.go, one.title, one.path) for one in self.screens if one.go)
        found = [Jump(*one) for one in own] + [part for one in self.screens for part in one.jumps]
        return (*found, ADD)

    def etag(self, state: str, address: str) -> str:
        """What an answer depends on: the state of the record, the rules, the pages themselves, the address."""
        parts = (state, rules(), made(), address)
        return f'W/"{hashlib.blake2b(chr(31).join(parts).encode(), digest_size=12).hexdigest()}"'

    @cached_property
    def templates(self) -> Environment:
        """Every value that a template prints is escaped; a name that nobody gave is an error."""
        made = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, bytecode_cache=Compiled(),
        )  # fmt: skip
        made.globals |= {"static": static, "built": built, "twin": twin, "several": wording.several}
        made.filters |= {
            "day": wording.day_words,
            "days": wording.days_in,
            "precision": wording.precision,
            "radius": wording.radius,
            "sentence": wording.sentence,
            "amount": wording.amount,
            "name": name_of,
        }
        return made

    def page(self, template: str, params: Params, screen: Screen | None = None, **values: Any) -> str:
        """A finished page."""
        shared = {"site": self, "screens": self.screens, "screen": screen, "params": params, "status": 200}
        return self.templates.get_template(template).render(shared | values)


@cache
def made() -> str:
    """A fingerprint of templates, styles and scripts: a page of another version is not taken from a cache."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted([*STATIC.rglob("*"), *(HERE / "templates").rglob("*")]):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def static(name: str) -> str:
    """The address of a file of ours, with a mark of its content, so that browsers may keep it."""
    mark = hashlib.blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?v={mark}"


def twin(screen: Screen, params: Params, form: str) -> str:
    """The path of this page as JSON or CSV."""
    path = screen.base
    for name, value in params.inside.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return f"{path}.{form}"


def built(name: str) -> bool:
    """Is this file of other people's there? Without it pages are read as they are, with every link and form working."""
    return (VENDOR / name).is_file()
