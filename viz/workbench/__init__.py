"""The served pages: network, text and tables of a dataset joined, on this machine, readable without JavaScript."""
