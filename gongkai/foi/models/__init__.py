"""Tables of requests: what came in, how it is handled, what was answered, what followed."""

from gongkai.foi.models.answers import (
    Answer,
    AnswerConfirmation,
    AnswerFile,
    AnswerOpinion,
    AnswerSetAside,
)
from gongkai.foi.models.handling import (
    Clarification,
    Consultation,
    Delay,
    Explanation,
    Extension,
    FeeNotice,
    UnitTask,
)
from gongkai.foi.models.messages import Message
from gongkai.foi.models.remedies import Remedy
from gongkai.foi.models.requests import FoiRequest, Requester, RequestFile

__all__ = [
    "Answer",
    "AnswerConfirmation",
    "AnswerFile",
    "AnswerOpinion",
    "AnswerSetAside",
    "Clarification",
    "Consultation",
    "Delay",
    "Explanation",
    "Extension",
    "FeeNotice",
    "FoiRequest",
    "Message",
    "Remedy",
    "RequestFile",
    "Requester",
    "UnitTask",
]
