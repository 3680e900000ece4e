"""Screens: what every page is made of, for the public site and for the staff desk.

Style sheets, base templates, form markup, small template tags and icons; one page,
`/desk/styleguide/`, shows them all. It knows no domain: a page hands in plain values of the
shapes in `components.py`. The public side keeps the page rules of the guideline for government
websites (国办发〔2017〕47号, annex: tags of the page, head, middle, foot) and the accessibility
of WCAG 2.2 AA and GB/T 37668-2019. Nothing here needs a script to work, and nothing is inline,
so the strictest content security policy holds.
"""
