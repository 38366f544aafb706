# guihua: `make demo` shows it, `make test` tests it, `make check` is what CI runs.
# Everything is set up in .venv from the lock files; nothing else on the machine is touched
# (on a bare Debian where Python lacks its venv module, tools/setup.sh says or does what is missing).

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
SHARED ?= ../shared
PACKAGES := guihua ontology graph_build queries viz tests benchmarks

.PHONY: demo test check lint types score train bench lock clean

demo: $(VENV)/.run
	$(BIN)/guihua build data/linhai-14fyp.txt -o $(DEMO)/guihua-data
	$(BIN)/guihua ask "what supports 双千亿" --data $(DEMO)/guihua-data
	$(BIN)/guihua view --goal 双千亿 --data $(DEMO)/guihua-data -o $(DEMO)/双千亿.html
	@echo
	@echo "Graph:   $(DEMO)/guihua-data/graph.nq   (report: $(DEMO)/guihua-data/report.json)"
	@echo "Picture: $(DEMO)/双千亿.html   (open it in a browser; it needs no network)"

test: $(VENV)/.dev
	$(BIN)/pytest -n auto

check: lint types test

lint: $(VENV)/.dev
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

# Cross-validated quality on the annotated chapters and tagged texts, written to docs/quality.md.
score: $(VENV)/.dev
	$(BIN)/python -m benchmarks.quality --shared $(SHARED) --out docs/quality.md

# Retrains the models in the package from the tagged texts and the annotated chapters.
train: $(VENV)/.dev
	$(BIN)/python -m graph_build.training --shared $(SHARED)

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.timings

lock: $(VENV)/.dev
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock

$(VENV)/.run: pyproject.toml requirements.lock
	sh tools/setup.sh $(VENV) requirements.lock
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.lock
	sh tools/setup.sh $(VENV) requirements-dev.lock
	@touch $(VENV)/.run $@

clean:
	rm -rf $(VENV) $(DEMO) artifacts build dist
