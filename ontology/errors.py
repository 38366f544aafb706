"""The errors that guihua raises: small, with the fields that their message needs, in English and Chinese.

A class carries its message templates; an instance carries the values. The command line turns one into a single
line with the next step; a notebook sees an ordinary exception.
"""

from __future__ import annotations

from typing import ClassVar, Literal

Lang = Literal["en", "zh"]


class GuihuaError(Exception):
    """Base of all errors a user can meet.

    :param fields: the values that the class's templates name.
    """

    en: ClassVar[str] = "{message}"
    zh: ClassVar[str] = "{message}"
    exit_status: ClassVar[int] = 1

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.render("en"))

    def __reduce__(self) -> tuple[object, ...]:
        # An error crosses from a worker process to its parent with its fields, not with its message.
        return _rebuild, (type(self), self.fields)

    def render(self, lang: Lang) -> str:
        """The message in *lang*, on one line."""
        return " ".join((self.zh if lang == "zh" else self.en).format(**self.fields).split())


def _rebuild(cls: type[GuihuaError], fields: dict[str, object]) -> GuihuaError:
    return cls(**fields)
