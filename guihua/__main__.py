"""``python -m guihua``."""

from guihua.cli import main

main()
