"""A machine is slowed down; an office that shares one address is not."""

from __future__ import annotations

from gongkai.search.limits import Limiter


def test_a_burst_passes_and_then_the_rate_holds():
    limiter = Limiter(per_minute=60, burst=5)
    assert [limiter.allows("a", now=0.0) for _ in range(6)] == [True] * 5 + [False]
    assert limiter.allows("b", now=0.0)
    assert limiter.allows("a", now=1.0)
    assert not limiter.allows("a", now=1.0)
    assert [limiter.allows("a", now=100.0) for _ in range(6)] == [True] * 5 + [False]
