"""Disclosure: what is published, item by item, and how it comes to be public.

An item stands under a duty of a catalogue. A version of it is drafted, reviewed by the unit,
reviewed for secrecy (政府信息公开条例 第十七条: 先审查、后公开), signed off and released;
whoever provides reviews, whoever publishes reviews (谁提供谁审查、谁发布谁审查). Approvals are
bound to the content they approved. What is public can be corrected, withdrawn or erased, and
each of these leaves a trace that the public can read.
"""
