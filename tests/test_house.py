"""The house stands as docs/decisions/0001-floors.md says, and no word of the sample plan got into a rule."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from guihua.cli import COMMANDS

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "ontology": set(),
    "graph_build": {"ontology"},
    "queries": {"ontology"},
    "viz": {"ontology", "queries"},
    "guihua": {"ontology", "graph_build", "queries", "viz"},
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_arrow_runs_upward(room: str) -> None:
    wrong = {f"{path.relative_to(ROOT)} imports {other}"
             for path in (ROOT / room).rglob("*.py") for other in imported(path)
             if other in MAY_IMPORT and other != room and other not in MAY_IMPORT[room]}
    assert not wrong


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_only_the_front_door_knows_click(room: str) -> None:
    if room != "guihua":
        assert not [path for path in (ROOT / room).rglob("*.py") if "click" in set(imported(path))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    run = subprocess.run([sys.executable, "-m", "guihua", name, "--help"], capture_output=True, encoding="utf-8",
                         check=False)
    assert run.returncode == 0, run.stderr
    assert f"guihua {name}" in run.stdout.partition("\n\n")[2], "no runnable example"


def test_every_command_is_in_the_documentation() -> None:
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").rglob("*.md"))
    pages += (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"guihua {name}" not in pages] == []


def test_help_does_not_load_what_only_commands_need() -> None:
    code = ("import sys, guihua.cli as c\ntry: c.cli.main(['--help'])\nexcept SystemExit: pass\n"
            "heavy = {'rdflib', 'networkx', 'numpy', 'pyoxigraph', 'pyvis', 'pyshacl', 'rich'} & set(sys.modules)\n"
            "sys.exit(f'loaded: {heavy}' if heavy else 0)")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr


OWN = re.compile("头门港|红脚岩|双千亿|佩弦湖|钓鱼亭|紫阳街(?!道)|方溪水库|环灵湖|三引齐驱|尤汛分洪")
"""Names that only the sample plan has. (Its place and towns stand in the national gazetteer.)"""


@pytest.mark.parametrize("room", ["graph_build", "queries", "ontology"])
def test_no_rule_and_no_list_names_a_thing_of_the_sample_plan(room: str) -> None:
    found = [f"{path.relative_to(ROOT)}:{line}" for path in (ROOT / room).rglob("*.py")
             for line, text in strings(path) if OWN.search(text)]
    found += [str(path.relative_to(ROOT)) for path in (ROOT / room).rglob("*")
              if path.suffix in (".txt", ".tsv", ".csv", ".json") and OWN.search(path.read_text(encoding="utf-8"))]
    assert not found


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The string literals of a module, docstrings (which may give examples) aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explaining = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.lineno, node.value
