"""Pages with frames: what was saved beside the page is read, what was not is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build import errors
from graph_build.model import Division
from graph_build.outline import outline
from graph_build.readers import read
from tests.reading import making

MENU = "<html><body><ul><li><a>首页</a><li><a>政务公开</a><li><a>规划计划</a></ul></body></html>"


def write(folder: Path, **pages: str | bytes) -> Path:
    for name, page in pages.items():
        path = folder / f"{name.replace('__', '/')}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page if isinstance(page, bytes) else page.encode("gb18030"))
    return folder / "index.html"


def titles(path: Path) -> list[str]:
    return [node.title for node, _ in outline(read(path)).walk() if isinstance(node, Division)][:2]


def test_a_frameset_with_its_pages_beside_it_is_read(tmp_path: Path) -> None:
    page = write(
        tmp_path,
        index="<html><frameset cols='20%,80%'><frame name=menu src='left.html'><frame name=main src='%6Dain.html?id=3'>"
        "<noframes>您的浏览器不支持框架</noframes></frameset></html>",
        left=MENU,
        main=making.as_html(),
    )
    assert titles(page) == ["发展基础与目标", "主要目标"]
    text = read(page).text
    assert "政务公开" not in text and "不支持框架" not in text


@pytest.mark.parametrize("address", ["./index_files/saved_resource.html", ".\\index_files\\saved_resource.html"])
def test_the_page_in_an_inner_frame_of_a_saved_page_is_read(tmp_path: Path, address: str) -> None:
    page = write(
        tmp_path,
        index=f"<html><body><div class=nav>首页</div><iframe src='{address}'></iframe></body></html>",
        index_files__saved_resource=making.as_html(),
    )
    assert titles(page) == ["发展基础与目标", "主要目标"]
    source = read(page)
    at = source.text.index("坚持把发展经济")
    label = next(origin.label for origin in source.origins if origin.start <= at < origin.end)
    assert "saved_resource.html:html/body" in label or label.startswith("…")


def test_a_page_written_into_its_frame_is_read() -> None:
    inner = making.as_html().decode().replace('"', "&quot;")
    source = read(f'<html><body><iframe srcdoc="{inner}"></iframe></body></html>'.encode(), name="inner.html")
    assert "坚持把发展经济" in source.text


@pytest.mark.parametrize(
    "address",
    ["http://example.org/plan.html", "//example.org/plan.html", "/etc/hostname", "../secret.html", "gone.html"],
)
def test_a_frame_that_is_not_beside_the_page_is_named_and_not_opened(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret.html").write_bytes(making.as_html())
    (tmp_path / "in").mkdir()
    page = write(tmp_path / "in", index=f"<html><body><iframe src='{address}'></iframe></body></html>")
    with pytest.raises(errors.FramesMissing, match="save it") as caught:
        read(page)
    assert address in caught.value.render("zh")


def test_frames_that_hold_one_another_are_survived(tmp_path: Path) -> None:
    page = write(
        tmp_path,
        index="<html><frameset><frame src='index.html'><frame src='b.html'></frameset></html>",
        b="<html><body><iframe src='index.html'></iframe><iframe src='b.html'></iframe><p>推进建设</p></body></html>",
    )
    with pytest.raises(errors.FramesMissing):
        read(page)


def test_a_page_with_its_own_text_does_not_need_its_frames(tmp_path: Path) -> None:
    shown = making.as_html().decode().replace("</body>", "<iframe src='https://ads.example.org/x'></iframe></body>")
    assert titles(write(tmp_path, index=shown.encode())) == ["发展基础与目标", "主要目标"]
