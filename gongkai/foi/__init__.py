"""Requests for information (依申请公开): from receipt to the answer and what may follow in court.

Under 政府信息公开条例 (2019) 第二十七条 to 第四十五条, the fee rules of 国办函〔2020〕109号 and the
second and third table of the annual report. Words: a `FoiRequest` is made by a requester (申请人),
received (收到) on a legal day, perhaps clarified (补正), extended (延期), put to third parties
or to other bodies (征求意见); an `Answer` (答复) is prepared, reviewed, signed, given and served.
Every day that matters is a fact; the clock reads the facts.
"""
