"""People and posts: divisions have bodies, bodies have units, units have posts, people hold posts.

Rights belong to posts: a verb (起草, 审核, 签发 …) over a unit, over a whole body, or everywhere.
People have no rights of their own; they hold posts for a time, and may lend a post's verbs to a
colleague from one day to another (委托). The author of a thing never approves it: that rule is
kept by the operations of each domain.
"""
