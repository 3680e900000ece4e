"""The public site: home, columns, topics, the catalogue, site map, and the few live pages.

Pages that people compose are a small tree: a site has columns; a column shows a shelf of items, a
hand-picked list, or prose; topics gather sections of the same three kinds.
"""
