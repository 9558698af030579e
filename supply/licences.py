"""Is everything that comes along with Dateline licensed for use? `make licences` prints the table and says what is not.

The licences are those that each installed package declares itself. Packages for development only are not looked at:
they are not handed on.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HANDED_ON = ("", "assistants", "postgres", "ray")  # what a user may install: the package and these extras of it
ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|Python Software Foundation|PSF|CNRI|Unlicense|Zlib|Mozilla Public License|MPL-|0BSD|"
    r"public domain|HPND|CC0|BlueOak",
    re.IGNORECASE,
)
STRONG = re.compile(r"(?<![Ll])\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)


def closure(name: str, extras: tuple[str, ...] = HANDED_ON) -> set[str]:
    """Names of all packages that `name` with `extras` brings along here, itself left out."""
    found: set[str] = set()
    waiting = [(name, extra) for extra in extras]
    seen = set(waiting)
    while waiting:
        package, extra = waiting.pop()
        try:
            needed = requires(package) or []
        except PackageNotFoundError:  # another platform's
            continue
        found.add(canonicalize_name(package))
        for text in needed:
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                for more in ("", *requirement.extras):
                    step = (requirement.name, more)
                    if step not in seen:
                        seen.add(step)
                        waiting.append(step)
    return found - {canonicalize_name(name)}


def declared(packages: set[str]) -> dict[str, tuple[str, str]]:
    """(version, licence) of each package as it declares it itself."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system", "--packages"]
    rows = json.loads(subprocess.run([*command, *sorted(packages)], capture_output=True, check=True, text=True).stdout)
    return {canonicalize_name(row["Name"]): (row["Version"], row["License"]) for row in rows}


def refused(licence: str) -> str | None:
    """Why a package under `licence` may not be handed on, or None. Of several to choose from one is enough."""
    offered = re.split(r"\bOR\b|;", licence)
    if any(ALLOWED.search(each) and not STRONG.search(each) for each in offered):
        return None
    return "copyleft" if STRONG.search(licence) else "not among the licences that were looked at"


def main() -> int:
    """0 when all is well, 1 when a package may not be handed on."""
    packages = closure("dateline")
    rows = declared(packages)
    bad = 0
    for name in sorted(packages):
        version, licence = rows.get(name, ("?", "not installed here"))
        problem = refused(licence)
        bad += problem is not None
        print(f"{name} {version}: {licence}" + (f"  <- {problem}" if problem else ""))
    print(f"{len(packages)} packages, {bad} that may not be handed on")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
