"""From canonical text to the plan's tree, one step a module.

``lines`` cuts the text; ``furniture`` drops what the page put there; ``contents`` drops the contents list;
``wraps`` joins hard-wrapped lines into blocks; ``marks`` reads headings' numbers; ``tree`` hangs the blocks under
their headings. :mod:`graph_build.outline` shows the whole way.
"""
