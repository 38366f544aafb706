"""What every page shares: the library, the templates, the answer to an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ontology.errors import GuihuaError
from viz.model import ThingClass
from viz.shapes import icon
from viz.style import CLASS_STYLES
from viz.workbench import links
from viz.workbench.language import COOKIE, language, wording
from viz.workbench.library import Library


class Site:
    """The pages of one dataset.

    :param version: shown at the foot of each page.
    """

    def __init__(self, library: Library, version: str) -> None:
        self.library = library
        self.version = version

    @cached_property
    def _templates(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("viz.workbench", "templates"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )
        environment.globals.update(links=links, version=self.version, looks=CLASS_STYLES, icon=_icon)
        return environment

    def warm(self) -> None:
        """Compile the templates, which takes a tenth of a second that no visitor need wait for."""
        for name in self._templates.list_templates():
            self._templates.get_template(name)

    def page(self, request: Request, template: str, *, status: int = 200, **context: object) -> Response:
        """Fill *template* in the asker's language."""
        lang = language(request)
        say = wording(lang)
        other = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
        text = self._templates.get_template(template).render(
            lang=lang, say=say, path=request.url.path, plans=list(self.library.plans.values()),
            # A path that begins with two slashes would lead to another machine.
            switch=f"/{quote(request.url.path.lstrip('/'), safe='/~')}?"
            + urlencode([*other, ("lang", "en" if lang == "zh" else "zh")]), **context,
        )
        response = HTMLResponse(text, status, headers={"Vary": "Accept, Accept-Language, Cookie"})
        if request.query_params.get("lang") in ("zh", "en"):
            response.set_cookie(COOKIE, lang, max_age=31_536_000, samesite="lax", httponly=True)
        return response

    def wrong(self, request: Request, error: GuihuaError, status: int) -> Response:
        """The page of one of our own errors."""
        return self.page(request, "error.html", status=status, message=error.render(language(request)))

    def missing(self, request: Request) -> Response:
        """Nothing is at this address."""
        return self.page(request, "error.html", status=404, message=wording(language(request))("notfound"))


@cache
def _icon(cls: ThingClass) -> Markup:
    """The shape of a class, in its colour (a style of ``app.css``); read out as nothing, since the name stands by."""
    return Markup('<svg class="icon {}" viewBox="-9 -9 18 18" width="16" height="16" aria-hidden="true">'
                  '<path fill-rule="evenodd" d="{}"/></svg>').format(cls, icon(cls))


def text_of(parameters: Mapping[str, str], name: str, most: int = 500) -> str:
    """A parameter as typed, bounded in length."""
    return parameters.get(name, "").strip()[:most]
