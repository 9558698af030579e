# The habits of this project. `make demo` and `make test` set up what they need themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lint bench docs screenshots measure train licences audit sbom dist penetration fuzz crash company mutants coverage load lock clean help

help:     ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST)

demo: $(READY)     ## read the sample reports and print what was found
	$(BIN)/dateline demo

test: $(READY)     ## all tests, as CI runs them
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadgroup

lint: $(READY)     ## format, style, types
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

MINUTES ?= 5
fuzz: $(READY)     ## every parser of outside input under a fuzzer, MINUTES of CPU time each
	$(BIN)/python -m fuzz --minutes $(MINUTES)

KILLS ?= 1000
crash: $(READY)     ## kill -9 and failing disks at random moments; what was left is checked, and done again
	$(BIN)/python -m faults --kills $(KILLS)

company: $(READY)     ## the same while a second process reads the record and somebody looks at its pages
	$(BIN)/python -m faults --company --kills 200 --faults 40

mutants: $(READY)     ## do the tests of the store notice when its code is changed? a sample of 100 changes
	$(BIN)/python -m faults.mutants dateline/store --sample 100

coverage: $(READY)     ## branches of intake, store, ask and web that the tests run through; below 95 % fails
	$(BIN)/python -m quality.coverage

load: $(READY)     ## fifty readers and a thousand streams for MINUTES while reports come in
	$(BIN)/python -m bench.load --minutes $(MINUTES)

penetration: $(READY)     ## the OWASP Top Ten against a live server behind TLS and passwords
	$(BIN)/pytest -q tests/web/test_penetration.py

OUT ?= build/bench
bench: $(READY)     ## speed and memory of everything, beside the stock language pipeline, in one run; the report goes to OUT
	$(BIN)/python -m bench --out $(OUT)

docs: $(READY)     ## everything in docs that is made from the code
	$(BIN)/python -m dateline.docs
	$(BIN)/python -m supply.threats

screenshots: $(READY)     ## a picture of every screen, light and dark, wide and phone, into docs/screens
	$(BIN)/python -m tests.web.screenshots

measure: $(READY)     ## quality on the samples and the whole corpora in ../shared, against the floors
	$(BIN)/python -m dateline.measure

train: $(READY)     ## the learnt and measured tables of the lexicon, from the corpora in ../shared
	$(BIN)/python quality/train_claims.py
	$(BIN)/python quality/train_confidence.py

licences: $(READY)     ## is everything that comes along licensed for use?
	$(BIN)/python -m supply.licences

audit: $(READY)     ## known vulnerabilities of the pinned packages; says so when it could not ask
	$(BIN)/python -m supply.audit

SBOM ?= dist/dateline.cdx.json
sbom: $(READY)     ## the list of parts, CycloneDX
	mkdir -p $(dir $(SBOM))
	$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible \
		--output-file $(SBOM) 2> /dev/null

dist: $(READY) sbom     ## wheel and source archive, the same bytes from the same commit
	$(BIN)/python -m supply.build

lock:     ## pin every package with its hash, from pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links \
		--all-extras --output-file requirements.lock pyproject.toml

$(READY): pyproject.toml requirements.lock dateline/web/npm/package-lock.json
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	command -v npm > /dev/null || $(BIN)/pip install --quiet --require-hashes -r dateline/web/npm/node.txt
	$(BIN)/python -m dateline.web.assets
	touch $(READY)

clean:     ## remove the environment and everything built
	rm -rf $(VENV) .venv-followthemoney build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
