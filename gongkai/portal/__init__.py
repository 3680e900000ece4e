"""The public site: home, columns, topics, the disclosure platform, site map, and error pages.

What editors compose is a small tree: a site has columns (栏目); a column shows a shelf of items, a
hand-picked list, or prose; topics (专题) gather sections of the same three kinds. The column
政府信息公开 is prescribed (国办公开办函〔2019〕61号): guide (指南, 条例 第十二条), rules (制度),
what must be public (法定主动公开内容) and annual reports (年报). Identity, tags and foot of every
page follow the guideline for government websites (国办发〔2017〕47号).

All pages are baked (`publishing`); lists are shelves of `disclosure`.
"""
