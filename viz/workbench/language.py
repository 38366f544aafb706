"""Which language a page speaks, and its wordings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from starlette.requests import Request

from ontology.errors import Lang
from viz.style import words as picture_words

COOKIE = "lang"


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Key → language → text: the picture's wordings and the pages' own."""
    own: dict[str, dict[str, str]] = json.loads(
        files("viz.workbench").joinpath("words.json").read_text(encoding="utf-8")
    )
    return {**picture_words(), **own}


def language(request: Request) -> Lang:
    """``?lang=``, else the cookie that it set, else the browser's languages in their order, else English."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked == "zh":
            return "zh"
        if asked == "en":
            return "en"
    ranked: list[tuple[float, int, str]] = []
    for i, part in enumerate(request.headers.get("accept-language", "").split(",")):
        name, _, weight = part.strip().partition(";q=")
        try:
            ranked.append((-float(weight or 1), i, name.lower()))
        except ValueError:
            continue
    for liked, _, name in sorted(ranked):
        if not liked:
            continue  # q=0: anything but this
        if name.startswith("zh"):
            return "zh"
        if name.startswith("en"):
            return "en"
    return "en"


def wording(lang: Lang) -> Callable[..., str]:
    """The function that says a key in *lang*; an unknown key says itself."""

    def say(key: str, **values: object) -> str:
        entry = words().get(key)
        text = entry[lang] if entry else key
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    return say
