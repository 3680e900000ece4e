"""The public pages of the portal, one module per make.

`shelves` what all lists have in common · `columns` · `bodies` · `classes` subjects and fields ·
`duties` · `catalogues` · `home` · `platform` 政府信息公开 and the guides · `topics` · `fixed`
about, accessibility, site map, error page · `sitemaps` · `staleness` which facts touch what.
"""
