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


class NoSources(GuihuaError):
    """``path``, ``suffixes``: a directory in which there is nothing to read."""

    en = "{path} holds no file to read ({suffixes})."
    zh = "{path} 中没有可读取的文件（{suffixes}）。"


class SameName(GuihuaError):
    """``first``, ``second``, ``slug``: two sources that would get one IRI."""

    en = "{first} and {second} would both be called {slug} in the graph; rename one of the files."
    zh = "{first} 和 {second} 在图谱中会同名（{slug}）；请给其中一个文件改名。"


class BadBase(GuihuaError):
    """``base``: what cannot begin the IRIs of a dataset."""

    en = "{base} cannot begin an IRI: give an absolute http(s) IRI in ASCII that ends in / or #."
    zh = "{base} 不能作为 IRI 的开头：请给出以 / 或 # 结尾的 ASCII http(s) 绝对地址。"


class Interrupted(GuihuaError):
    """``path``: where the earlier dataset stands as it was."""

    en = "interrupted; nothing was written to {path}."
    zh = "已中断；{path} 未作任何改动。"


class EvidenceBroken(GuihuaError):
    """``count``, ``example``: quotations that are not what the text says at their place; a fault of guihua's."""

    en = "{count} quotations do not match the text (first: {example}); nothing was written. Please report this."
    zh = "有 {count} 处引文与原文不符（第一处：{example}）；未写入任何内容。请报告此问题。"


class NotADataset(GuihuaError):
    """``path``: a directory that holds no dataset."""

    en = "{path} is not a guihua dataset; build one with: guihua build PLAN -o {path}"
    zh = "{path} 不是 guihua 数据集；请先构建：guihua build 规划文件 -o {path}"


class BrokenGraph(GuihuaError):
    """``path``, ``reason``: a graph file that is not N-Quads."""

    en = "{path} cannot be read as N-Quads: {reason}"
    zh = "{path} 不是有效的 N-Quads：{reason}"


class WorkerLost(GuihuaError):
    """``source``: a document during whose reading a worker process ended, most often for want of memory."""

    en = "a worker process ended while reading {source}; try again with --jobs 1."
    zh = "读取 {source} 时工作进程意外结束；请用 --jobs 1 重试。"
