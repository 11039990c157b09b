# Everything one types here. Needs Python 3.11 or newer and make; PYTHON= names another Python.

PYTHON ?= python3
ARGS ?=
BIN = .venv/bin
UV_VERSION = 0.13.9

.PHONY: help install demo test check format bench soak lock audit image-check screenshots demo-check

help: ## Says what can be made.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile

install: ## Makes .venv from the lock; instant when nothing changed.
	@$(PYTHON) tools/environment.py

demo: install ## Starts the bot and a Slack of its own on this machine. ARGS="--fresh --port 8080"
	@$(BIN)/cxbot demo $(ARGS)

test: install ## Runs all tests. ARGS="tests/domain -k overdue"
	@$(BIN)/python -m pytest -n 3 --dist worksteal $(ARGS)

check: install ## Checks format, lint, types and who imports whom; under a minute, no tests.
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m tools.largest

format: install ## Formats the code and repairs what lint can repair.
	@$(BIN)/ruff check --quiet --fix --exit-zero .
	@$(BIN)/ruff format --quiet .

bench: install ## Measures what the documents claim.
	@$(BIN)/python -m benchmarks $(ARGS)

soak: install ## Kills, simulated years and loads, in full; takes long.
	@$(BIN)/python -m benchmarks.soak $(ARGS)

lock: install ## Resolves the dependencies anew: uv.lock, and what pip installs from it.
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv==$(UV_VERSION)
	@$(BIN)/uv lock --quiet
	@$(BIN)/uv export --quiet --frozen --no-header --no-emit-project --all-groups --output-file requirements.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-emit-project --no-dev --output-file deploy/requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --output-file tools/audit.txt tools/audit.in

audit: install ## Looks for known weaknesses of the locked packages, and for faults of the Dockerfile.
	@$(BIN)/python -m tools.audit

image-check: install ## Does in a clean folder what the Dockerfile does, and starts the bot there.
	@$(BIN)/python -m tests.deploy.image

screenshots: install ## Takes a picture of each surface in a real Chromium, into docs/pictures.
	@$(BIN)/python -m tests.page.pictures

demo-check: install ## Drives one journey through a started demo.
	@$(BIN)/python -m tests.demo_journey $(ARGS)
