"""Known vulnerabilities in what requirements.lock names. `make audit`.

A package that the database gave no answer about was not looked at; a run with such packages is not done and says so
(exit code 2), because "none found" would be taken for "none there".
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"
FINE, VULNERABLE, NOT_DONE = 0, 1, 2


def looked_up(lock: Path) -> dict[str, Any] | None:
    """What pip-audit says of the lock file, or None when it could not ask at all."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes", "--disable-pip"]
    run = subprocess.run([*command, "--format=json", "--progress-spinner=off"], capture_output=True, text=True)
    try:
        answer: dict[str, Any] = json.loads(run.stdout)
    except ValueError:
        print(run.stderr.strip()[-500:], file=sys.stderr)
        return None
    return answer


def verdict(answer: dict[str, Any] | None) -> tuple[int, list[str]]:
    """(exit code, lines to print) for an answer of pip-audit."""
    if answer is None:
        return NOT_DONE, ["NOT DONE: the database of vulnerabilities did not answer; ask again where it can be reached"]
    packages = answer["dependencies"]
    found = [
        f"{package['name']} {package['version']}: {each['id']}, mended in {', '.join(each['fix_versions']) or 'none'}"
        for package in packages
        for each in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    lines = [
        *found,
        f"{len(packages) - len(unknown)} of {len(packages)} packages looked up, {len(found)} known defects",
    ]
    if unknown:
        shown = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        lines.append(f"NOT DONE: no answer about {shown}; ask again where the database can be reached")
    return (VULNERABLE if found else NOT_DONE if unknown else FINE), lines


def main() -> int:
    """0 nothing known, 1 something known, 2 not everything could be looked up."""
    code, lines = verdict(looked_up(LOCK))
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
