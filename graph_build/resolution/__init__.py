"""One thing, one node: what :mod:`graph_build.things` uses to tell names apart and to join them."""
