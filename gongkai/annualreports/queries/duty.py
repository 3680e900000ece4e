"""Under which duty of the catalogue a report is published (条例 第四十九条)."""

from __future__ import annotations

from gongkai.annualreports.form import form_named
from gongkai.annualreports.models import AnnualReport
from gongkai.disclosure.queries.duties import duties_in_force
from gongkai.people.models import Body
from gongkai.registers.models import CatalogueEntry


def duty_of(report: AnnualReport) -> CatalogueEntry | None:
    """The duty that the form names for bodies of this kind; else one that is called so."""
    said = form_named(report.form).duty
    reference = said["government" if report.body.kind == Body.Kind.GOVERNMENT else "department"]
    catalogue, _, code = reference.partition(".")
    in_force = duties_in_force()
    named = in_force.filter(catalogue__code=catalogue, code=code).first()
    if named is not None:
        return named
    called_so = in_force.filter(current__level2__contains=said["words"])
    own = called_so.filter(current__responsible_body=report.body)
    return own.order_by("code").first() or called_so.order_by("code").first()


def reasons_without_duty(report: AnnualReport) -> list[str]:
    """A sentence when there is no such duty."""
    if duty_of(report) is not None:
        return []
    words = form_named(report.form).duty["words"]
    return [f"公开目录中没有“{words}”这一事项，请先在公开目录中添加（条例第四十九条）。"]
