"""People and posts: divisions have bodies, bodies have units, units have posts, people hold posts.

Rights belong to posts: a verb (起草, 审核, 签发 …) over a unit, over a whole body, or everywhere.
People have no rights of their own; they hold posts for a time, and may lend a post's verbs to a
colleague from one day to another (委托). The author of a thing never approves it: that rule is
kept by the operations of each domain.

They sign in with a password and, if they set it up, a one-time code (动态口令); an account locks
after too many failures, and a session ends when nothing was done for a while, without losing what
was typed. Who manages people gives and takes no more than their own management reaches.
"""
