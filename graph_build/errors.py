"""What can go wrong between a file and its graph, each with the next step in its message."""

from __future__ import annotations

from typing import ClassVar

from ontology.errors import GuihuaError

# --- reading (graph_build.readers) ---------------------------------------------------------------------------------


class ReadingError(GuihuaError):
    """Base of the errors that say why a source could not become text."""


class SourceMissing(ReadingError):
    """There is no such file."""

    en: ClassVar[str] = (
        "{name}: no such file. Give the path of a .txt, .md, .html, .docx or .pdf file, or - for standard input."
    )
    zh: ClassVar[str] = "{name}：没有这个文件。请给出 .txt、.md、.html、.docx 或 .pdf 文件的路径，或用 - 读取标准输入。"


class SourceNotReadable(ReadingError):
    """The operating system refuses to open it (a directory, no permission)."""

    en: ClassVar[str] = "{name}: cannot be opened ({reason}). Check the path and its permissions."
    zh: ClassVar[str] = "{name}：打不开（{reason}）。请检查路径和权限。"


class SourceEmpty(ReadingError):
    """Nothing in it but space."""

    en: ClassVar[str] = "{name}: there is no text in it. Check that the file was saved completely."
    zh: ClassVar[str] = "{name}：里面没有文字。请检查文件是否保存完整。"


class SourceBinary(ReadingError):
    """Bytes that are no text in any encoding."""

    en: ClassVar[str] = (
        "{name}: this is not a text file ({reason}). Save the document as .txt, .html, .docx or .pdf and read that."
    )
    zh: ClassVar[str] = "{name}：不是文本文件（{reason}）。请把文档另存为 .txt、.html、.docx 或 .pdf 再读取。"


class EncodingUnknown(ReadingError):
    """The bytes fit none of the encodings that Chinese documents use."""

    en: ClassVar[str] = (
        "{name}: the encoding could not be told ({reason}). Name it with --encoding, for example --encoding gb18030."
    )
    zh: ClassVar[str] = "{name}：无法判断编码（{reason}）。请用 --encoding 指明，例如 --encoding gb18030。"


class EncodingWrong(ReadingError):
    """The encoding that was asked for does not fit the bytes."""

    en: ClassVar[str] = (
        "{name}: byte {position} does not fit encoding {encoding}. Leave --encoding out to have it detected."
    )
    zh: ClassVar[str] = "{name}：第 {position} 字节不符合编码 {encoding}。去掉 --encoding 即可自动判断。"


class FormatUnsupported(ReadingError):
    """A format that needs a conversion first."""

    en: ClassVar[str] = "{name}: {format} files cannot be read directly. Convert it first: {command}"
    zh: ClassVar[str] = "{name}：不能直接读取 {format} 文件。请先转换：{command}"


class FormatBroken(ReadingError):
    """The file says it is a format and does not hold to it."""

    en: ClassVar[str] = (
        "{name}: this is not a readable {format} file ({reason}). Open and save it again, or export it as .txt."
    )
    zh: ClassVar[str] = "{name}：不是可读的 {format} 文件（{reason}）。请重新打开并保存，或导出为 .txt。"


class FramesMissing(ReadingError):
    """A page whose document is in frames that were not saved with it."""

    en: ClassVar[str] = (
        "{name}: the page shows its document in a frame ({frame}), and that page is not beside it. "
        "Open the frame by itself in the browser, save it, and read that file."
    )
    zh: ClassVar[str] = (
        "{name}：正文在框架页 {frame} 里，而该页没有一起保存。请在浏览器中单独打开该框架页，保存后再读取。"
    )


class SourceTooLarge(ReadingError):
    """More than a plan document can be: a decompression bomb or the wrong file."""

    en: ClassVar[str] = "{name}: {what} is larger than {limit}. A plan document is smaller; check the file."
    zh: ClassVar[str] = "{name}：{what}超过 {limit}。规划文件不会这么大，请检查文件。"


class ScannedPdf(ReadingError):
    """A PDF of pictures."""

    en: ClassVar[str] = (
        "{name}: this PDF holds {pages} pages of pictures and no text. Run text recognition on it first, "
        "for example: ocrmypdf -l chi_sim in.pdf out.pdf"
    )
    zh: ClassVar[str] = (
        "{name}：这个 PDF 的 {pages} 页都是图片，没有文字。请先做文字识别，例如：ocrmypdf -l chi_sim in.pdf out.pdf"
    )


# --- outline (graph_build.outline) ---------------------------------------------------------------------------------


class NotAPlan(GuihuaError):
    """The text is something else than a plan, a report or a policy document of a Chinese state organ."""

    en: ClassVar[str] = (
        "{name}: this does not read like a Chinese plan, report or policy document ({reason})."
    )
    zh: ClassVar[str] = "{name}：不像中文规划、报告或政策文件（{reason_zh}）。"


# --- review (graph_build.review) -----------------------------------------------------------------------------------


class NoDecisions(GuihuaError):
    """``path``, ``reason``: a file of review decisions that cannot be read."""

    en: ClassVar[str] = "{path}: cannot read review decisions ({reason})."
    zh: ClassVar[str] = "{path}：无法读取审校决定（{reason}）。"


class BadDecision(GuihuaError):
    """``path``, ``line``, ``reason``: a line that is no decision."""

    en: ClassVar[str] = "{path}, line {line}: not a review decision: {reason}. Mend or delete the line."
    zh: ClassVar[str] = "{path} 第 {line} 行：不是审校决定：{reason}。请改正或删除该行。"
