"""A dataset for other tools: RDF files for Protégé and triple stores, networks for Gephi, tables for Excel and pandas.

Every export is made beside its place and then moved there, and is the same bytes for the same dataset.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Literal, get_args

import pyoxigraph as ox

from graph_build import dataset
from graph_build.errors_build import NotADataset, NotWritable
from ontology import resources
from ontology.terms import DATA, PREFIXES

Format = Literal["ttl", "nq", "trig", "jsonld", "graphml", "gexf", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

Writer = Callable[[Path, IO[bytes]], None]
"""Writes a dataset in one file's format."""


def export(directory: Path, form: Format, target: Path | None) -> list[Path]:
    """Write the dataset at *directory* as *form* to *target*; the files written.

    :param target: a file, or for ``csv`` a directory; ``None`` for standard output (not for ``csv``).
    :raises NotADataset: when there is no dataset at *directory*.
    :raises NotWritable: when *target* cannot be written.
    """
    if not dataset.is_dataset(directory):
        raise NotADataset(path=directory)
    if form == "csv":
        from graph_build import export_csv

        assert target is not None
        files: Mapping[Path, Callable[[IO[bytes]], None]] = {
            target / name: writer for name, writer in export_csv.tables(directory).items()}
    else:
        write = _writer(form)
        if target is None:
            import sys

            buffer = io.BytesIO()
            write(directory, buffer)
            sys.stdout.buffer.write(buffer.getvalue())
            return []
        files = {target: lambda file: write(directory, file)}
    for path, fill in files.items():
        replace(path, fill)
    return list(files)


def _writer(form: Format) -> Writer:
    if form == "graphml" or form == "gexf":
        from graph_build import export_network

        return export_network.write_graphml if form == "graphml" else export_network.write_gexf
    return {"ttl": write_turtle, "nq": write_nquads, "trig": write_trig, "jsonld": write_jsonld}[form]


def replace(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Write *path* whole or not at all.

    :raises NotWritable: when it cannot be written.
    """
    made: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise NotWritable(path=path, reason="it is a directory")
        handle, made = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            fill(file)
        Path(made).chmod(0o666 & ~dataset.umask())
        Path(made).replace(path)
        made = None
    except OSError as error:
        raise NotWritable(path=path, reason=error.strerror or error) from error
    finally:
        if made is not None:
            Path(made).unlink(missing_ok=True)


def write_nquads(directory: Path, file: IO[bytes]) -> None:
    """The dataset's own ``graph.nq``, as it is."""
    file.write((directory / dataset.GRAPH).read_bytes())


def write_turtle(directory: Path, file: IO[bytes]) -> None:
    """The union of all plans together with the ontology, so that Protégé shows classes and their labels."""
    skipped = {resources.SHAPES_IRI, resources.ALIGNMENTS_IRI}
    triples = {q.triple for q in _quads(directory) if _name(q) not in skipped and not _is_description(q)}
    ox.serialize(sorted(triples, key=str), file, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))


def write_trig(directory: Path, file: IO[bytes]) -> None:
    """All named graphs."""
    ordered = sorted(_quads(directory), key=lambda q: (str(q.graph_name), str(q.triple)))
    ox.serialize(ordered, file, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES))


def write_jsonld(directory: Path, file: IO[bytes]) -> None:
    """All named graphs as compact JSON-LD."""
    from graph_build import export_jsonld

    ordered = sorted(_quads(directory), key=lambda q: (str(q.graph_name), str(q.triple)))
    descriptions = [_name(quad) for quad in ordered if _is_description(quad)]
    export_jsonld.write(ordered, file, descriptions[0].removesuffix("dataset") if descriptions else DATA)


def _quads(directory: Path) -> Iterator[ox.Quad]:
    for quad in ox.parse(path=str(directory / dataset.GRAPH), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        yield quad


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _is_description(quad: ox.Quad) -> bool:
    """Whether *quad* describes the dataset (VoID, DCAT) instead of a plan."""
    return _name(quad).endswith("/dataset") or _name(quad).endswith("#dataset")
