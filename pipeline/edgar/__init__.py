"""SEC's archive: what was filed, found in its lists and fetched, at the pace that SEC allows.

The only room of the house with a door to the network; `dealterms fetch` is the only one to use it.
"""
