"""Events that other projects coded, out of their files: PLOVER JSON, GDELT 2.0 (events, mentions), POLECAT."""

from dateline.formats.imports.files import read
from dateline.formats.imports.foreign import DATASETS, Foreign

__all__ = ["DATASETS", "Foreign", "read"]
