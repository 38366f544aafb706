"""Ways between two things as text and as plain values."""

from __future__ import annotations

from ontology.errors import Lang
from queries.names.index import Named
from queries.rendering.layout import place
from queries.trace import Trace
from queries.vocabulary import say


def to_text(trace: Trace, lang: Lang) -> str:
    """Each way with its hops, a line for each hop and one for each sentence."""
    zh = lang == "zh"
    start, goal = trace.start.chosen[0].thing, trace.goal.chosen[0].thing
    if not trace.ways:
        return (f"规划中没有从{start.label}通向{goal.label}的路径。" if zh else
                f"The plan's statements lead no way from {start.label} to {goal.label}.")
    lines = []
    for number, way in enumerate(trace.ways, 1):
        names = " → ".join([way.hops[0].source.label, *(hop.target.label for hop in way.hops)])
        lines.append(f"{'路径' if zh else 'Way'} {number}{'：' if zh else ': '}{names}")
        for hop in way.hops:
            why = say(hop.basis, lang)
            lines.append(f"  · {hop.sentence(lang)} [{why}, {hop.confidence:.2f}]")
            lines.extend(f"      “{q.sentence}” – {place(q, lang)}" for q in hop.quotations)
    for reading in (trace.start, trace.goal):
        thing = reading.chosen[0].thing
        if not reading.certain:
            lines.append((f"“{reading.text}”取为{thing.label}" if zh else f"“{reading.text}” taken as {thing.label}")
                         + f" ({say(thing.cls, lang)})")
    return "\n".join(lines)


def to_dict(trace: Trace) -> dict[str, object]:
    """The ways as dictionaries and lists of plain values."""
    return {
        "from": _thing(trace.start.chosen[0].thing), "to": _thing(trace.goal.chosen[0].thing),
        "ways": [{"cost": round(way.cost, 4), "hops": [{
            "from": _thing(hop.source), "relation": hop.relation, "to": _thing(hop.target), "forward": hop.forward,
            "claim": hop.claim.value, "basis": hop.basis, "strength": hop.strength, "confidence": hop.confidence,
            "sentence": hop.sentence("zh"),
            "quotations": [{"quote": q.quote, "start": q.start, "end": q.end, "chapter": q.chapter,
                            "section": q.section} for q in hop.quotations],
        } for hop in way.hops]} for way in trace.ways],
    }


def _thing(thing: Named) -> dict[str, str]:
    return {"iri": thing.iri.value, "label": thing.label, "class": thing.cls}
