"""An answer as plain values for JSON: all of it, with IRIs and positions."""

from __future__ import annotations

from queries.answer import Answer, Ground, Item, NameReading, Quotation


def to_dict(answer: Answer) -> dict[str, object]:
    """The answer as dictionaries and lists of plain values."""
    return {
        "question": answer.question, "lang": answer.lang, "query": answer.query.name,
        "parameters": {name: list(values) for name, values in answer.parameters.items()},
        "sentence": answer.sentence, "total": answer.total,
        "items": [_item(item) for item in answer.items],
        "readings": [_reading(reading) for reading in answer.readings],
        "notes": list(answer.notes), "also": list(answer.also), "sparql": answer.sparql,
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "label": item.label, "class": item.cls, "iri": item.thing.value if item.thing else None, **dict(item.facts),
        "links": {name: iri.value for name, iri in item.links.items()}, "strength": item.strength,
        "grounds": [_ground(ground) for ground in item.grounds],
    }


def _ground(ground: Ground) -> dict[str, object]:
    return {
        "claim": ground.claim.value if ground.claim else None, "basis": ground.basis, "strength": ground.strength,
        "rule": ground.rule, "confidence": ground.confidence,
        "quotations": [quotation_dict(q) for q in ground.quotations],
    }


def quotation_dict(quotation: Quotation) -> dict[str, object]:
    """A quotation with its place."""
    return {
        "quote": quotation.quote, "sentence": quotation.sentence, "start": quotation.start, "end": quotation.end,
        **({"plan": quotation.plan} if quotation.plan else {}),
        "chapter": quotation.chapter, "section": quotation.section,
        "passage": quotation.passage.value if quotation.passage else None,
        "evidence": quotation.evidence.value if quotation.evidence else None,
    }


def _reading(reading: NameReading) -> dict[str, object]:
    return {
        "name": reading.text,
        "chosen": [{"label": c.thing.label, "class": c.thing.cls, "iri": c.thing.iri.value, "how": c.how,
                    "score": c.score} for c in reading.chosen],
        "others": [{"label": c.thing.label, "class": c.thing.cls, "iri": c.thing.iri.value, "how": c.how,
                    "score": c.score} for c in reading.others],
    }
