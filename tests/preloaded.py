"""What a process has loaded from which the command is forked: see `tests/command.py`."""

import importlib
import pkgutil

import dateline

for package in ("ask", "cli", "formats", "joining", "store"):
    folder = importlib.import_module(f"dateline.{package}")
    for module in pkgutil.walk_packages(folder.__path__, f"dateline.{package}."):
        importlib.import_module(module.name)
dateline.read("The mayor said that the road was open.")
