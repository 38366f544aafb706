"""Tables of a plan: found in the lines or taken from the format, then read as indicators or projects.

``regions`` finds tables whose cells stand one a line; ``cells`` says what a cell can be; ``heads`` reads the column
heads; ``align`` lays the cells of a row under the columns; ``indicators`` and ``projects`` make rows of them.
"""
