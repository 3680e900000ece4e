"""Files by content hash: stored once, kept in quarantine until looked at, never served from here.

The original stays as it came (it is the record); what the public gets is a release copy without
hidden metadata, made here and written out by the page that shows it. What a file hides from the
eye (comments, tracked changes, hidden sheets) is listed, so that whoever publishes it can insist
that it is taken out: 条例 第十四条、第十五条 forbid that secrets and others' private matters become
public, and they leave the house most often where nobody looked.

A *kind* is what a file is by its content; *reading* a file gives its text by place and its hidden
content; to *examine* it is to decide whether it may stay; to *clean* it is to make the release
copy.
"""
