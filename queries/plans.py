"""The plans of a dataset, and which of them a question or an option names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from queries.errors import NameNotFound
from queries.names.forms import squash
from queries.stores import Iri, Store

# What the titles of all plans are made of: no part of it tells one plan from another.
_GENERIC = re.compile(
    r"国民经济和?社会发展|第?[一二三四五六七八九十]+个?五年?(?:规划|计划)|[“\"]?十[一二三四五六]五[”\"]?|(?:19|20)?\d\d年?|[二一][〇零○一二三四五六七八九]{3}年?|"
    r"远景目标|目标|纲要|规划|计划|行动|工作|报告|政府|方案|意见|办法|措施|若干|专项|建议|中共中央|国务院|关于|制定|印发|的通知|通知|实施|"
    r"人民|委员会|办公厅|办公室|[()（）《》“”\"、,，—\-–~～\s]+|和|与|的|年")
_UNIT = re.compile(r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|省|市|区|县|镇|乡)$")


@dataclass(frozen=True, slots=True)
class PlanOf:
    """A plan of the dataset."""

    iri: Iri
    title: str
    place: str
    """The area that it is for; empty where the graph does not say."""

    @property
    def short(self) -> str:
        """What an answer calls it where several plans are asked: its area and what else its title says."""
        return self.title if len(self.title) <= 24 else self.title[:23] + "…"

    @property
    def slug(self) -> str:
        """The last part of its IRI."""
        return self.iri.value.rstrip("/").rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The area's name without the kind of area: 临海."""
        return _UNIT.sub("", self.place) if len(self.place) > 2 else self.place

    @property
    def subjects(self) -> tuple[str, ...]:
        """What its title says besides the area and what all titles say: 内涝治理."""
        rest = squash_keep(self.title.replace(self.place, " ").replace(self.stem or "\0", " "))
        return tuple(part for part in _GENERIC.sub(" ", rest).split() if len(part) >= 2)


def squash_keep(text: str) -> str:
    """Folded, with spaces kept."""
    return " ".join(squash(part) for part in text.split())


def plans_of(store: Store) -> tuple[PlanOf, ...]:
    """The plans of a graph, in the order of their IRIs."""
    found: dict[Iri, PlanOf] = {}
    for row in store.select("SELECT ?plan ?title ?place WHERE { ?plan a gh:Plan ; skos:prefLabel ?title . "
                            "OPTIONAL { ?plan gh:placeName ?place } } ORDER BY STR(?plan) ?place"):
        plan = row["plan"]
        if isinstance(plan, Iri):
            place = str(row["place"].python()) if "place" in row else ""
            found.setdefault(plan, PlanOf(plan, str(row["title"].python()), place))
    return tuple(found.values())


def holder(iri: Iri | None, plans: Sequence[PlanOf]) -> PlanOf | None:
    """The plan whose part *iri* is (a passage, a thing of its own); ``None`` for what no one plan holds."""
    return next((plan for plan in plans if iri is not None and iri.value.startswith(plan.iri.value + "/")), None)


@dataclass(frozen=True, slots=True)
class Named:
    """A plan that a text names, and the words that do."""

    plan: PlanOf
    words: str
    at: int


def named_in(text: str, plans: Sequence[PlanOf]) -> tuple[Named, ...]:
    """The plans that *text* (folded) names, in its order: by what their titles say, else by their areas.

    An area that several plans are for names all of them.
    """
    found: list[Named] = []
    for plan in plans:
        title = squash(plan.title)
        if len(title) >= 4 and title in text:
            found.append(Named(plan, title, text.find(title)))
            continue
        common = max((_common(subject, text) for subject in plan.subjects), key=len, default="")
        if len(common) >= 3 and not any(common in squash(other.title) for other in plans if other is not plan):
            found.append(Named(plan, common, text.find(common)))
    for plan in plans:
        area = squash(plan.place) if plan.place and squash(plan.place) in text else squash(plan.stem)
        alike = [other for other in plans if other.place == plan.place]
        told_apart = [n for n in found if n.plan in alike]
        if len(area) >= 2 and area in text and not told_apart:
            found.extend(Named(other, area, text.find(area)) for other in alike)
    return tuple(sorted(found, key=lambda named: (named.at, named.plan.iri)))


def find(text: str, plans: Sequence[PlanOf]) -> tuple[PlanOf, ...]:
    """The plans that *text* stands for as a name or an IRI: by part of the title or the area, else as in a question.

    :raises NameNotFound: with the plans that there are.
    """
    bare = text.strip().removeprefix("<").removesuffix(">")
    exact = [plan for plan in plans if plan.iri.value in (bare, bare.rstrip("/"))]
    if exact:
        return tuple(exact)
    wanted = squash(text)
    if wanted and (same := [plan for plan in plans if wanted in (squash(plan.place), squash(plan.stem))]):
        return tuple(same)
    if wanted and (part := [plan for plan in plans if wanted in squash(f"{plan.title} {plan.slug}")]):
        return tuple(part)
    named = named_in(wanted, plans)
    if named:
        return tuple(dict.fromkeys(n.plan for n in named))
    raise NameNotFound(name=text, cls=" (Plan)",
                       nearest=" Plans: " + "; ".join(plan.title for plan in plans) if plans else "")


def _common(one: str, two: str) -> str:
    """The longest stretch that both texts have."""
    best = ""
    for start in range(len(one)):
        while one[start:start + len(best) + 1] in two and start + len(best) < len(one):
            best = one[start:start + len(best) + 1]
    return best
