"""What one body counts in one year, each group of numbers read once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property

from django.db.models import Sum
from django.utils import timezone

from gongkai.annualreports.form import Form
from gongkai.annualreports.queries.lives import Watched
from gongkai.annualreports.queries.remedies import counts_of_remedies
from gongkai.annualreports.queries.requests import RequestCounts
from gongkai.foi.models import FeeNotice, FoiRequest
from gongkai.people.models import Body


@dataclass(frozen=True)
class Ledger:
    """The facts of a body in a year, for the queries that cells name."""

    form: Form
    body: Body
    year: int
    watched: Watched = field(default_factory=Watched)

    @cached_property
    def requests(self) -> RequestCounts:
        return RequestCounts(self.body.pk, self.year, self.watched)

    @cached_property
    def remedies(self) -> Counter[tuple[str, str]]:
        return counts_of_remedies(self.body.pk, self.year, self.form.choices["remedies"])

    @property
    def normative_duties(self) -> Sequence[str]:
        """Under which duties imported items that do not say what they are count as normative."""
        duties: Sequence[str] = self.form.choices["normative_duties"]
        return duties

    @cached_property
    def fees_yuan(self) -> int:
        """信息处理费 received in the year (国办函〔2020〕109号), in yuan."""
        paid = FeeNotice.objects.filter(foi_request__body=self.body.pk, paid_on__year=self.year)
        return paid.aggregate(sum=Sum("yuan"))["sum"] or 0

    @cached_property
    def unconfirmed(self) -> int:
        """Sent in by the end of the year and in no report, since receipt was never confirmed."""
        after = timezone.make_aware(datetime.combine(datetime(self.year + 1, 1, 1), time.min))
        return FoiRequest.objects.filter(
            body=self.body.pk,
            status=FoiRequest.Status.SUBMITTED,
            received_on__isnull=True,
            submitted_at__lt=after,
        ).count()
