"""Registers: catalogues and lists with history. First the disclosure catalogues (公开目录).

A catalogue is a tree of *duties*: what must be public, by whom, by when, where, for whom, on what
basis (政府信息公开条例 第十二、二十、二十一条; 基层政务公开标准目录). Items are published under a
duty, so that coverage and timeliness can be worked out instead of being reported. Catalogues are
adjusted all the time; every adjustment stays readable, and a duty that ends is ended, not deleted.
"""
