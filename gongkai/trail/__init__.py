"""The case trail: an internal log of all that the journal says, anchored in the public one.

The journal is a table, and whoever has the database's password can rewrite a table. So each of its
entries is bound, under a salt, into a Merkle tree whose root is written into the public log every
hour (办事全程留痕). After that a step can be neither changed nor left out without contradicting
what the whole world holds, and the party to a case gets a file that proves it. The trail itself is
not published: it holds pseudonyms, kinds of steps and commitments.
"""
