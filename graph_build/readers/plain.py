"""Plain text: the encoding is told, the characters stay as they are."""

from __future__ import annotations

import codecs
import re

from graph_build.errors import EncodingUnknown, EncodingWrong, SourceBinary
from graph_build.model import SourceText
from graph_build.readers.naming import slug_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
_COMMON = frozenset("的和在发展建设是人国大经济工作中为推进加强业市年全政府实施新会社化产区技制")
"""The commonest characters of public documents; the right decoding is full of them, a wrong one is not."""
_COMMON_TRADITIONAL = frozenset("的和在發展建設是人國大經濟工作中為推進加強業市年全政府實施新會社化產區技制")


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Decode a text file; see :func:`graph_build.readers.read`."""
    text, used = decode(data, name, encoding)
    return SourceText(name=name, slug=slug_of(name), text=text, encoding=used)


def decode(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text of *data* without its byte order mark, and the encoding's name.

    :raises EncodingWrong: when *encoding* is given and does not fit, or is no encoding.
    :raises EncodingUnknown: when nothing fits.
    :raises SourceBinary: when it is no text at all.
    """
    if encoding is not None:
        try:
            # Byte order marks are no characters of the text, whoever names the encoding.
            return data.decode(encoding).removeprefix("\ufeff"), codecs.lookup(encoding).name
        except (UnicodeError, LookupError) as error:
            raise EncodingWrong(name=name, encoding=encoding, position=getattr(error, "start", 0)) from None
    for mark, used in _MARKS:
        if data.startswith(mark):
            try:
                return _clean(data.decode(used).removeprefix("\ufeff"), name), used
            except UnicodeError as error:
                raise EncodingWrong(name=name, encoding=used, position=getattr(error, "start", 0)) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf8_fault = error.start
    else:
        wide = _wide(data) if "\x00" in text else None
        return wide or (_clean(text, name), "utf-8")
    return _detect(data, name, utf8_fault)


def _wide(data: bytes) -> tuple[str, str] | None:
    """The text of *data* as UTF-16, where that is Chinese: a short one may be UTF-8 with NULs by accident."""
    for used in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(used)
        except UnicodeError:
            continue
        if _strange(text) < 0.02 and len(re.findall(r"[\u4e00-\u9fff]", text)) > 0.3 * len(text):
            return text, used
    return None


def _detect(data: bytes, name: str, utf8_fault: int) -> tuple[str, str]:
    """Ask charset-normalizer among the encodings of Chinese documents, and let the characters decide."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.6, enable_fallback=False)
    found = [match.encoding for match in matches]
    ranked = sorted({*found, *_CANDIDATES}, key=lambda used: (used not in found, _CANDIDATES.index(used)))
    scored: list[tuple[float, int, str, str]] = []
    for rank, used in enumerate(ranked):
        try:
            text = data.decode(used)
        except UnicodeError:
            continue
        scored.append((_strange(text) - _common(text), rank, text, used))
    if not scored:
        raise EncodingUnknown(name=name, reason=f"not UTF-8 at byte {utf8_fault}, nor GB18030, Big5 or UTF-16")
    best = min(scored)
    if _common(best[2]) < 0.01 and (_strange(best[2]) > 0.02 or not re.search(r"[\u4e00-\u9fff]", best[2])):
        if b"\x00" in data[:4096] or _control_share(best[2]) > 0.01:
            raise SourceBinary(name=name, reason="bytes that are no characters")
        raise EncodingUnknown(
            name=name, reason=f"not UTF-8 at byte {utf8_fault}, and no Chinese in GB18030, Big5 or UTF-16"
        )
    return _clean(best[2], name), best[3].replace("_", "-")


_USUAL = re.compile(
    "[\t\n\r\x0c -~\xa0-\xff\u2010-\u203b\u2103\u2160-\u216b\u2190-\u2193\u2200-\u22ff\u2460-\u2487\u25a0-\u25ff"
    "\u3000-\u303f\u3220-\u3229\u338e\u338f\u339c-\u33a1\u4e00-\u9fff\ufe30-\ufe4f\uff00-\uffef]+"
)
"""What Chinese documents are written with; a wrong decoding is full of other characters."""


def _common(text: str) -> float:
    """Share of the commonest characters of public documents."""
    sample = text[:20000]
    return sum(c in _COMMON or c in _COMMON_TRADITIONAL for c in sample) / max(1, len(sample))


def _strange(text: str) -> float:
    """Share of characters that Chinese documents do not use."""
    sample = text[:20000]
    return 1 - sum(len(found) for found in _USUAL.findall(sample)) / max(1, len(sample))


def _control_share(text: str) -> float:
    sample = text[:20000]
    return len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", sample)) / max(1, len(sample))


def _clean(text: str, name: str) -> str:
    """*text* itself, when it is text: a few stray control characters are borne, a binary file is not."""
    if "\x00" in text:
        raise SourceBinary(name=name, reason=f"a NUL at character {text.index(chr(0))}")
    if _control_share(text) > 0.05:
        raise SourceBinary(name=name, reason="control characters throughout")
    return text
