"""Requests for information (依申请公开): from the day of receipt to the answer, its letter and what
may follow in court.

Under 《政府信息公开条例》 (国务院令第711号) 第二十七条 to 第四十五条, the fee rules of
国办函〔2020〕109号 and the table of the annual report (国办公开办函〔2021〕30号). Words: a `FoiRequest`
is made by a requester (申请人), received (收到) on a legal day, perhaps clarified (补正), extended (延期),
put to third parties (征求第三方意见) or to other bodies; an `Answer` (答复) is prepared, reviewed, signed
and served. Every day that matters is a fact; the clock reads the facts.
"""
