"""Uses of a stored query: every parameter with a value that the graph has, for tests, benchmarks and exports.

    python -m queries.examples guihua-data

writes into the stored queries' files what their examples are called in that dataset of the sample plan: the clause
``VALUES`` of a needed name holds its IRI, so that the file gives rows as it stands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from queries.catalogue import Catalogue, Parameter, StoredQuery
from queries.names.index import CLASSES
from queries.stores import Iri

if TYPE_CHECKING:
    from queries.dataset import Dataset

_CLAIM = "SELECT ?claim WHERE { ?claim a gh:Claim ; gh:inPlan ?plan } ORDER BY STR(?claim) LIMIT 1"
_PLANS = "SELECT ?plan WHERE { ?plan a gh:Plan } ORDER BY STR(?plan)"
_SURE = 0.95


def uses(query: StoredQuery, dataset: Dataset) -> tuple[Mapping[str, str], ...]:
    """Values for *query*'s parameters: the needed ones alone, then with each of the others, then the header's examples.

    A name of the header's is taken where the graph has it, otherwise the thing of its class that the text names most.
    """
    plans = [row["plan"].python() for row in dataset.store.select(_PLANS)]
    values: dict[str, str] = {}
    for parameter in query.parameters:
        value = _value(parameter, dataset)
        if parameter.type == "plan" and plans:
            # Two plans are compared, so the second such parameter gets another one where there is another.
            used = sum(p.type == "plan" for p in query.parameters[:query.parameters.index(parameter)])
            value = str(plans[min(used, len(plans) - 1)])
        if value is not None:
            values[parameter.name] = value
    needed = {p.name: values[p.name] for p in query.parameters if p.required and p.name in values}
    if len(needed) < sum(p.required for p in query.parameters):
        return ()
    found = [needed, *({**needed, p.name: values[p.name]} for p in query.parameters
                       if not p.required and p.name in values)]
    for example in query.examples:
        if all(_known(query.parameter(name), value, dataset) for name, value in example.parameters.items()):
            found.append(dict(example.parameters))
    return tuple({tuple(use.items()): use for use in found}.values())


def _value(parameter: Parameter, dataset: Dataset) -> str | None:
    if parameter.type == "thing":
        if parameter.example and _known(parameter, parameter.example, dataset):
            return parameter.example
        classes = parameter.classes or CLASSES
        named = [thing for thing in dataset.names.things if thing.cls in classes]
        return max(named, key=lambda thing: (thing.mentions, thing.iri)).iri.value if named else None
    if parameter.type == "iri":
        claims = [row["claim"] for row in dataset.store.select(_CLAIM)]
        return claims[0].value if claims and isinstance(claims[0], Iri) else None
    fallback = {"year": "2025", "number": "1", "text": "产业"}.get(parameter.type)
    return parameter.example or next(iter(parameter.choices), fallback)


def _known(parameter: Parameter, value: str, dataset: Dataset) -> bool:
    if parameter.type != "thing" or value.startswith("http"):
        return True
    found = dataset.names.look_up(value, parameter.classes)
    return bool(found) and found[0].score >= _SURE


def refreshed(query: StoredQuery, dataset: Dataset) -> str:
    """The text of *query*'s file with the IRIs of its needed names' examples as *dataset* has them."""
    from queries.binding import read_name

    text = query.path.read_text(encoding="utf-8")
    for parameter in query.parameters:
        if parameter.required and parameter.type == "thing" and parameter.example:
            iri = read_name(parameter.example, parameter.classes, dataset).chosen[0].thing.iri.n3()
            clause = re.compile(r"(VALUES \?" + re.escape(parameter.name) + r" )\{[^{}]*\}")
            text = clause.sub(lambda m, iri=iri: f"{m[1]}{{ {iri} }}", text)  # type: ignore[misc]
    return text


if __name__ == "__main__":
    from queries.dataset import Dataset as Opened

    with Opened.open(sys.argv[1]) as opened:
        for one in Catalogue():
            one.path.write_text(refreshed(one, opened), encoding="utf-8", newline="\n")
