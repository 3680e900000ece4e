"""Tables of requests: what came in, how it is handled, what was answered, what followed."""

from gongkai.foi.models.answers import Answer, AnswerFile, AnswerOpinion
from gongkai.foi.models.handling import Clarification, Consultation, Extension, FeeNotice, UnitTask
from gongkai.foi.models.remedies import Remedy
from gongkai.foi.models.requests import FoiRequest, Requester, RequestFile, YearCounter

__all__ = [
    "Answer",
    "AnswerFile",
    "AnswerOpinion",
    "Clarification",
    "Consultation",
    "Extension",
    "FeeNotice",
    "FoiRequest",
    "Remedy",
    "RequestFile",
    "Requester",
    "UnitTask",
    "YearCounter",
]
