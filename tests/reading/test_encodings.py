"""A text comes in whatever its encoding, and a file that is no text is told from one."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from graph_build import errors
from graph_build.readers import read
from tests.reading.drawing import LINHAI

TEXT = "一、总体要求\n坚持新发展理念，推进产业转型升级，加快基础设施建设，完善公共服务体系，保障和改善民生。\n" * 6
TRADITIONAL = (
    "一、總體要求\n堅持新發展理念，推進產業轉型升級，加快基礎設施建設，完善公共服務體系，保障和改善民生。\n" * 6
)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
    ],
)
def test_the_encoding_is_told_and_reported(encoding: str, told: str) -> None:
    source = read(TEXT.encode(encoding), name="plan.txt")
    assert source.text == TEXT
    assert source.encoding == told


def test_big5_is_told_from_gb18030() -> None:
    source = read(TRADITIONAL.encode("big5"), name="plan.txt")
    assert (source.text, source.encoding) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "big5"])
def test_short_excerpts_are_told_as_well(encoding: str) -> None:
    text = LINHAI.read_text(encoding="utf-8")
    if encoding == "big5":
        from opencc import OpenCC

        text = OpenCC("s2t").convert(text).encode("big5", "ignore").decode("big5")
    for at in range(3000, len(text) - 200, 1500):
        for size in (48, 400):
            excerpt = text[at : at + size]
            if len("".join(excerpt.split())) > size // 2:
                assert read(excerpt.encode(encoding), name="excerpt.txt").text == excerpt


def test_a_page_of_markup_with_a_few_characters_is_not_taken_for_utf_16() -> None:
    page = "<html><head><title>规划</title></head><body>" + "<div class=a></div>" * 30 + "<p>首页推进建设</p></body>"
    source = read(page.encode("gb18030"), name="page.html")
    assert (source.text.strip(), source.encoding) == ("首页推进建设", "gb18030")


def test_a_named_encoding_overrides_detection() -> None:
    assert read(TEXT.encode("gb18030"), name="plan.txt", encoding="gbk").text == TEXT


def test_a_wrong_encoding_is_an_error_with_the_place() -> None:
    with pytest.raises(errors.EncodingWrong, match="does not fit encoding ascii"):
        read(TEXT.encode(), name="plan.txt", encoding="ascii")


def test_an_encoding_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(errors.EncodingWrong, match="klingon"):
        read(TEXT.encode(), name="plan.txt", encoding="klingon")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00"])
def test_nothing_in_it_is_an_error(data: bytes) -> None:
    with pytest.raises(errors.SourceEmpty, match="no text"):
        read(data, name="empty.txt")


@pytest.mark.parametrize(
    "data", [b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40]
)
def test_a_binary_file_is_an_error(data: bytes) -> None:
    with pytest.raises((errors.SourceBinary, errors.EncodingUnknown)):
        read(data, name="program.txt")


def test_a_nul_inside_a_text_is_an_error_that_says_where() -> None:
    with pytest.raises(errors.SourceBinary, match="NUL at character 3"):
        read(("一、总" + "\x00" + TEXT).encode(), name="plan.txt")


def test_the_canonical_text_is_the_input_unchanged() -> None:
    raw = "\ufeff  一、总体要求 \r\n\r\n\u3000\u3000推进建设\u200b。\r\n"
    assert read(raw.encode(), name="plan.txt").text == raw.removeprefix("\ufeff")


def test_a_missing_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceMissing, match=r"gone\.txt: no such file"):
        read(tmp_path / "gone.txt")


def test_a_directory_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(errors.SourceNotReadable):
        read(tmp_path)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    assert read("-").text == TEXT


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "soffice --headless --convert-to docx"),
        ("plan.wps", b"anything", "soffice --headless --convert-to docx"),
        ("plan.ofd", b"PK\x03\x04", "--convert-to pdf"),
        ("plan.rtf", b"{\\rtf1 }", "--convert-to docx"),
    ],
)
def test_a_format_that_needs_conversion_names_the_command(name: str, data: bytes, said: str) -> None:
    with pytest.raises(errors.FormatUnsupported, match=said):
        read(data, name=name)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("linhai-14fyp.txt", "linhai-14fyp"),
        ("临海市“十四五”规划.docx", "lin-hai-shi-shi-si-wu-gui-hua"),
        ("Plan 2025 (final).PDF", "plan-2025-final"),
    ],
)
def test_a_document_gets_an_ascii_name(name: str, slug: str) -> None:
    from graph_build.readers import slug_of

    assert slug_of(name) == slug


def test_a_name_that_cannot_be_spelled_still_gives_one() -> None:
    from graph_build.readers import slug_of

    assert slug_of("……txt").startswith("plan-") and slug_of("……txt") == slug_of("……txt")


@pytest.mark.parametrize(
    "error", [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.ReadingError)]
)
def test_every_error_speaks_both_languages_on_one_line(error: type[errors.ReadingError]) -> None:
    fields = dict.fromkeys(
        (
            "name",
            "reason",
            "reason_zh",
            "position",
            "encoding",
            "format",
            "command",
            "what",
            "limit",
            "pages",
            "message",
            "frame",
        ),
        "x",
    )
    made = error(**fields)
    assert ("\n" not in made.render("zh") and made.render("zh") != made.render("en")) or error is errors.ReadingError
