"""The journal: every fact once, in order.

An operation (a verb) changes tables and records the facts that became true in one transaction.
Entries are never edited; the database itself refuses it. After commit the sequencer gives each
entry its place in line (`seq`), and followers (baking, search, the public log, mail) read the
line behind it, each with a bookmark of its own. 办事全程留痕、可追溯: who did what, when, and on
which legal date can be read here and nowhere else.

What an entry may hold: references, codes, dates, counts and hashes. Never a title, a text or
personal data of the public: an erased document must leave no word of itself here.
"""
