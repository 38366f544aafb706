"""Seeing: a part of the graph as one HTML file that works offline, every line with its sentences."""
