"""Reference data: administrative divisions, code lists, and the working calendar as it was loaded.

Every row says where it comes from (`origin`) and when it holds. Lists change by official notice,
not by program: they are loaded from `rules/` or kept on screen by those who may.
"""
