"""A question in tantivy's terms: which fields are looked at, and what counts for how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import FieldType, Occur, Query, Schema

from gongkai.kernel import search_text
from gongkai.search.engine import Group, Term, Wanted
from gongkai.search.tantivy_schema import sampled

# What a word counts for, by where it stands; the best place counts, the others a little.
WEIGHTS = {"title": 2.0, "meta": 1.5, "text": 1.0}
ALSO = 0.25
TITLE_WORD = 0.5  # more, when the title has it as a word of its own
TITLE_SIGN = 2.0
TITLE_NEAR, TEXT_NEAR = 4.0, 1.0  # for a whole run of words as it was typed
NUMBER, NUMBER_IN_PART = 40.0, 15.0
SOUND = 20.0
EPOCH = 1  # days before any real one stand for "no date"

Clause = tuple[Occur, Query]


class Asking:
    """Builds queries over one schema; `of_sample` over the things of the sample alone."""

    def __init__(self, schema: Schema, *, of_sample: bool = False) -> None:
        self.schema = schema
        self.of_sample = of_sample

    def query(
        self,
        wanted: Wanted,
        *,
        without_facet: str = "",
        titled: bool | None = None,
        months: Sequence[int] | None = None,
        scored: bool = True,
    ) -> Query:
        """The whole question. `without_facet` leaves that facet's own filter out; `titled` limits
        it to what has everything in the title, or to all else; `months` to these."""
        clauses: list[Clause] = []
        if titled is not None:
            inside = _unscored(self._titled(wanted))
            clauses.append((Occur.Must if titled else Occur.MustNot, inside))
        if months is not None:
            some = [self._number_of("month", one) for one in months]
            clauses.append((Occur.Must, _unscored(_any(some))))
        if self.of_sample:
            clauses.append((Occur.Must, _unscored(self._number_of("sample", 0))))
        clauses.append((Occur.Must, self._wanted(wanted, scored)))
        clauses += [(Occur.Must, query) for query in self._filters(wanted, without_facet)]
        clauses += [(Occur.MustNot, query) for one in wanted.without if (query := self.exact(one))]
        if scored and wanted.order == "relevance":
            clauses += [(Occur.Should, query) for query in self._near(wanted.near)]
        return Query.boolean_query(clauses)

    def _number_of(self, field: str, value: int) -> Query:
        return Query.term_query(self.schema, field, value, index_option="basic")

    def _titled(self, wanted: Wanted) -> Query:
        """That every group is met by the title alone, by a number or by the sound of a name."""
        must: list[Clause] = []
        for group in wanted.groups:
            if not group.optional:
                ways = [query for term in group.terms for query in self._met(term, ("title",))]
                must.append((Occur.Must, _any(ways)))
        return Query.boolean_query(must) if must else Query.empty_query()

    def _met(self, term: Term, fields: Iterable[str]) -> Iterable[Query]:
        """Everywhere in these fields that a term may stand, whatever it counts for."""
        if term.keys:
            yield Query.term_set_query(self.schema, "number", list(term.keys))
        if search_text.is_han(term.text) and len(term.text) == 1:
            yield self._term("title_signs", term.text)
        for name in fields:
            if query := self._phrase(name, term.text):
                yield query
        if _may_be_a_sound(term.text):
            yield self._term("sound", term.text)

    def _wanted(self, wanted: Wanted, scored: bool) -> Query:
        grouped = self._group if scored else self._any_way
        must = [(Occur.Must, grouped(one)) for one in wanted.groups if one.exact]
        other = [grouped(one) for one in wanted.groups if not (one.exact or one.optional)]
        may = [(Occur.Should, grouped(one)) for one in wanted.groups if one.optional]
        if wanted.enough is None or wanted.enough >= len(other):
            must += [(Occur.Must, one) for one in other]
        elif wanted.enough == 0:
            may += [(Occur.Should, one) for one in other]
        else:
            some = [(Occur.Should, one) for one in other]
            must.append((Occur.Must, Query.boolean_query(some, wanted.enough)))
        if must and not scored:  # what counts for the order only finds nothing more
            may = []
        return Query.boolean_query([*must, *may]) if must or may else Query.empty_query()

    def _any_way(self, group: Group) -> Query:
        return _any([query for term in group.terms for query in self._met(term, WEIGHTS)])

    def _group(self, group: Group) -> Query:
        ways = [query for term in group.terms for query in self._ways(term)]
        if not ways:
            return Query.empty_query()
        return ways[0] if len(ways) == 1 else Query.disjunction_max_query(ways, ALSO)

    def _ways(self, term: Term) -> Iterable[Query]:
        """Everywhere that a term may stand."""
        if term.keys:
            yield from self._number(term)
        if search_text.is_han(term.text) and len(term.text) == 1:
            yield self._weighed(self._term("title_signs", term.text), TITLE_SIGN * term.weight)
        for name, weight in WEIGHTS.items():
            if query := self._phrase(name, term.text):
                yield self._weighed(query, weight * term.weight)
        if len(term.text) > 1:
            word = self._term("title_words", term.text)
            yield self._weighed(word, TITLE_WORD * WEIGHTS["title"] * term.weight)
        if _may_be_a_sound(term.text):
            yield self._weighed(self._term("sound", term.text), SOUND * term.weight)

    def _number(self, term: Term) -> Iterable[Query]:
        exact = [key for key in term.keys if not key.startswith("|")]
        for keys, weight in ((exact, NUMBER), (term.keys[len(exact) :], NUMBER_IN_PART)):
            if keys:
                query = Query.term_set_query(self.schema, "number", list(keys))
                yield Query.const_score_query(query, weight)

    def exact(self, text: str) -> Query | None:
        """Exactly this, wherever it stands."""
        ways = [query for name in WEIGHTS if (query := self._phrase(name, text))]
        if len(text) == 1:
            ways.append(self._term("title_signs", text))
        return _any(ways) if ways else None

    def _near(self, texts: Iterable[str]) -> Iterable[Query]:
        for text in texts:
            for name, weight in (("title", TITLE_NEAR), ("text", TEXT_NEAR)):
                if query := self._phrase(name, text):
                    yield self._weighed(query, weight)

    def _filters(self, wanted: Wanted, without_facet: str) -> Iterable[Query]:
        for name, values in wanted.filters.items():
            if name != without_facet and values:
                chosen = [int(one) for one in values] if name == "year" else list(values)
                yield _unscored(Query.term_set_query(self.schema, name, chosen))
        if wanted.since or wanted.until:
            yield _unscored(
                Query.range_query(
                    self.schema,
                    "day",
                    FieldType.Integer,
                    wanted.since.toordinal() if wanted.since else EPOCH,
                    wanted.until.toordinal() if wanted.until else None,
                )
            )
        if wanted.marks is not None:
            yield _unscored(Query.term_set_query(self.schema, "mark", list(wanted.marks)))

    def _phrase(self, field: str, text: str) -> Query | None:
        pairs = search_text.phrase(text)
        if not pairs:
            return None
        if self.of_sample:
            field = sampled(field)
        if len(pairs) == 1:
            return self._term(field, pairs[0][1])
        return Query.phrase_query(self.schema, field, list(pairs))

    def _term(self, field: str, text: str) -> Query:
        # Without "freq" a term would not be weighed by how often it stands in a text.
        return Query.term_query(self.schema, field, text, index_option="freq")

    @staticmethod
    def _weighed(query: Query, weight: float) -> Query:
        return query if weight == 1.0 else Query.boost_query(query, weight)

    def beginning(self, text: str, sound: str) -> Query:
        """Titles in which a word begins so; by sound, names that begin so."""
        ways: list[Query] = []
        pairs = search_text.phrase(text)
        if pairs and len(text) > 1:
            query = self._phrase("title", text)
            ways += [query] if query else []
        elif text:
            ways.append(self._term("title_signs", text))
        if len(sound) > 1:
            begins = Query.regex_query(self.schema, "sound", f"{sound}[a-z]*")
            ways.append(Query.boost_query(begins, SOUND))
        return Query.disjunction_max_query(ways, ALSO) if ways else Query.empty_query()


def _any(ways: list[Query]) -> Query:
    if not ways:
        return Query.empty_query()
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, one) for one in ways])


def _may_be_a_sound(text: str) -> bool:
    return text.isascii() and text.isalpha() and len(text) > 1


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
