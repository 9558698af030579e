"""Hostile bytes for every parser of outside input. `make fuzz MINUTES=5` runs each target under Atheris (libFuzzer) for
so long; the tests run all of them briefly over seeds and what was once found.
"""
