"""Errors of building, validating and exporting a dataset."""

from __future__ import annotations

from ontology.errors import GuihuaError


class NotWritable(GuihuaError):
    """``path``, ``reason``: a file or directory that cannot be written."""

    en = "Cannot write {path}: {reason}."
    zh = "无法写入 {path}：{reason}。"


class DirectoryInTheWay(GuihuaError):
    """``path``: what stands at a dataset's place and is none."""

    en = "{path} exists and is not a guihua dataset; choose another directory with -o."
    zh = "{path} 已存在，且不是 guihua 数据集；请用 -o 另选目录。"


class DirectoryInUse(GuihuaError):
    """``path``, ``reason``: a dataset that another program holds open."""

    en = "{path} cannot be replaced ({reason}); close the programs that have it open and build again."
    zh = "无法替换 {path}（{reason}）；请关闭正在使用它的程序后重新构建。"
