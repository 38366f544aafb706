"""An answer as text: a table on a terminal, Markdown, JSON, CSV, HTML."""
