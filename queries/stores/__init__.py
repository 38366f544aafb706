"""The stores behind one interface; :func:`open_store` picks the kind.

Only the kind that is asked for is imported: the embedded store needs neither rdflib nor a network library.
"""

from __future__ import annotations

from pathlib import Path

from queries.errors import DatasetMissing
from queries.stores.base import Blank, Iri, Limits, Solutions, Store, Term, Triple, Value, literal

__all__ = ["Blank", "Iri", "Limits", "Solutions", "Store", "Term", "Triple", "Value", "literal", "open_store"]


def open_store(source: str | Path) -> Store:
    """Open a dataset directory, an RDF file, or the SPARQL endpoint at an http(s) address.

    :raises DatasetMissing: nothing is at the path; :raises DatasetUnreadable: it holds no graph.
    """
    if isinstance(source, str) and source.startswith(("http://", "https://")):
        from queries.stores.remote import RemoteStore

        return RemoteStore(source)
    from queries.stores.embedded import EmbeddedStore

    path = Path(source)
    if path.is_file():
        return EmbeddedStore.load(path)
    if not path.is_dir():
        raise DatasetMissing(path=path)
    return EmbeddedStore.open(path)
