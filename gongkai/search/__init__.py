"""Search: a derived index, fed by the journal, that finds what people mean.

Domains announce what can be found (`registry`); this package files it (`keeping`, `rebuilding`),
asks the engine (`asking`), and keeps what editors add: synonyms, best bets, and the count of what
was asked for in vain. It knows no domain. The index of the public holds what is public and nothing
else; what is not public lies in a second index that only the desk asks. Both can be thrown away.
"""
