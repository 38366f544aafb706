"""guihua (规划): a knowledge graph of a Chinese plan document, with a sentence behind every statement.

    import guihua

    guihua.build("plan.txt")                  # writes guihua-data/
    ds = guihua.open("guihua-data")
    ds.ask("什么支撑双千亿")
    ds.query("supports", goal="双千亿").to_pandas()

What is behind the two doors is imported when they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.dataset import Dataset

__all__ = ["__version__", "build", "open"]
__version__ = "0.1.0"


def open(source: str | Path = "guihua-data", *, queries: Sequence[str | Path] = ()) -> Dataset:
    """Open a dataset directory, an RDF file, or the SPARQL endpoint at an http(s) address.

    :param queries: folders of stored queries of your own, beside those that come with guihua.
    :raises ontology.errors.GuihuaError: nothing is there, or no graph is in it.
    """
    from queries.dataset import Dataset

    return Dataset.open(source, queries=[Path(folder) for folder in queries])


def build(
    *sources: str | Path, directory: str | Path = "guihua-data", encoding: str | None = None, jobs: int | None = None
) -> Dataset:
    """Read plans, write a dataset directory, and open it.

    :param sources: .txt, .md, .html, .docx or .pdf files, or directories of such files.
    :param directory: where the dataset goes; one that stands there is replaced when all went well, and only then.
    :param encoding: of text and HTML sources; detected when not given.
    :param jobs: processes; one per source, at most one per processor, when not given.
    :raises ontology.errors.GuihuaError: a source cannot be read or is no plan, or the directory cannot be written.
    """
    from graph_build import dataset_build

    options = dataset_build.Options(encoding=encoding, jobs=jobs, builder_version=__version__)
    dataset_build.build(dataset_build.sources_of([Path(source) for source in sources]), Path(directory), options)
    return open(directory)
