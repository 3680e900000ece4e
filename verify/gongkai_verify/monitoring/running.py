"""One run of the monitor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongkai_verify.errors import Wrong
from gongkai_verify.findings import Findings
from gongkai_verify.keys import Key
from gongkai_verify.monitoring.comparing import Comparison
from gongkai_verify.monitoring.finding_pages import Pages, find_pages
from gongkai_verify.monitoring.looking import Seen, look_at
from gongkai_verify.monitoring.memory import Memory
from gongkai_verify.monitoring.patience import Patience
from gongkai_verify.notes import Checkpoint
from gongkai_verify.sources import Source
from gongkai_verify.wholelog import WholeLog, read_checkpoint, read_log

AT_ONCE = 8


@dataclass
class Run:
    """What one run is given, and what it found."""

    site: Source
    source: Source
    keys: Sequence[Key]
    quorum: int
    memory: Memory | None  # None: nothing is remembered
    now: datetime
    allowed: timedelta
    findings: Findings = field(default_factory=Findings)
    log: WholeLog | None = None
    pages: int = 0
    learned: Memory | None = None  # what to remember; None if the log cannot be trusted


def monitor(run: Run) -> None:
    """Look at all pages, read the log, compare; then look a second time at what is wrong."""
    with run.findings.collecting("checkpoint"):
        origin = read_checkpoint(run.source, run.keys, run.quorum).origin
        pages = find_pages(run.site, origin, run.findings)
        known = {**pages.of_document, **(run.memory.pages if run.memory else {})}
        addresses = sorted({*pages.changed, *known.values()})
        seen = {one.page: one for one in _look_at_all(run, addresses)}
        run.log = read_log(run.source, run.keys, run.findings, quorum=run.quorum)
        if run.log is not None and run.log.sound and _extends_what_was_seen(run, run.log):
            _compare(run, run.log, pages, known, seen)


def _look_at_all(run: Run, pages: Iterable[str]) -> list[Seen]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda page: look_at(run.site, page, run.keys), pages))


def _extends_what_was_seen(run: Run, log: WholeLog) -> bool:
    """Whether the log still holds what it held at the last run."""
    old = run.memory.checkpoint if run.memory else None
    before = len(run.findings.alarms)
    with run.findings.collecting("checkpoint"):
        if old is not None:
            _check_against(old, log)
    return len(run.findings.alarms) == before


def _check_against(old: Checkpoint, log: WholeLog) -> None:
    new = log.checkpoint
    if old.origin != new.origin:
        raise Wrong("origin", f"日志换了名称：以前是 {old.origin}，现在是 {new.origin}。")
    if old.size > new.size:
        raise Wrong("rollback", f"日志变短了：上次有 {old.size} 条，现在有 {new.size} 条。")
    if log.tree.root(old.size) != old.root:
        raise Wrong("fork", f"日志分叉：前 {old.size} 条与上次看到的不同。")


def _compare(
    run: Run, log: WholeLog, pages: Pages, known: Mapping[str, str], seen: dict[str, Seen]
) -> None:
    since = run.memory.waiting if run.memory else None
    patience = Patience(since, run.now, run.allowed)
    by_page = {page: doc for doc, page in known.items()}
    comparison = Comparison(log, patience, by_page, pages.changed)
    found: dict[str, Findings] = {page: comparison.judge(one) for page, one in seen.items()}
    # A page may have been changed while we looked at its parts.
    again = [page for page, findings in found.items() if findings.alarms]
    for one in _look_at_all(run, again):
        seen[one.page], found[one.page] = one, comparison.judge(one)
    for page in sorted(found):
        run.findings.extend(found[page])
    run.pages = sum(one.shown for one in seen.values())
    places = _places(seen.values(), run.findings)
    unread = {by_page.get(one.page, "") for one in seen.values() if one.broken}
    _judge_missing(run, log, patience, known, {*places, *unread})
    for doc, page in pages.of_document.items():
        if places.get(doc, page) != page:
            run.findings.alarm("documents", page, f"文件索引把文件 {doc} 记在别的页面。")
    run.learned = Memory(log.checkpoint, {**known, **places}, patience.waiting)


def _places(seen: Iterable[Seen], findings: Findings) -> dict[str, str]:
    """Which document stands on which page, by the records."""
    places: dict[str, str] = {}
    for one in seen:
        if one.entry is None:
            continue
        first = places.setdefault(one.entry.doc, one.page)
        if first != one.page:
            findings.alarm("twice", one.page, f"与 {first} 是同一份登记的文件。")
    return places


def _judge_missing(
    run: Run,
    log: WholeLog,
    patience: Patience,
    known: Mapping[str, str],
    found: Set[str],
) -> None:
    """Everything that the log says is public has to be there."""
    for doc, document in log.chains.documents.items():
        if document.is_public and doc not in found:
            where = known.get(doc, "")
            patience.judge(
                run.findings, "missing", where or f"文件 {doc}",
                f"第 {document.newest} 条登记的文件应当公开，网站上没有，也没有撤回或者删除登记。",
                document.changed,
            )  # fmt: skip
