"""The problems of actions in the reader's language: the sentences that pages show and that name nothing.

Actions say them in English, as commands and files do. What names a row, a file or a person stays as it was said.
"""

from django.utils.translation import gettext, gettext_noop as _

from handschlag.errors import Problem

#: Word for word as actions say them (a test holds them to that).
KNOWN = (
    _("say why these rows are left out"),
    _("for example: test records"),
    _("no value was put right"),
    _("this contradicts what is known; say which of the two holds"),
    _("this row contradicts no other"),
    _("this was taken back already"),
    _("nothing was said about any value"),
    _("nothing here can be read"),
    _("choose what the rows of a file are"),
    _("no part of the mapping reads a file of this name"),
    _("there is no such file"),
    _("there is not enough memory for this"),
    _("free memory or disk space and run it again; nothing of this was added"),
    _("the disk is full"),
    _("the disk quota is used up"),
    _("make room and run it again; nothing of this was added"),
    _("the disk is read-only"),
    _("make the workspace writable and run it again"),
    _("this is not allowed by the file system"),
    _("check who owns the workspace and run it again"),
    _("the database is locked by another process"),
    _("wait until it has finished and run it again"),
    _("the database is read-only"),
    _("make the workspace's database writable and run it again"),
    _("make it writable and run it again"),
    _("the database cannot be opened"),
    _("the database cannot be reached"),
)


def told(problem: Problem) -> str:
    """A problem on one line, as `str` of it, in the reader's language where it is known there."""
    place = str(Problem(problem.file, problem.line, problem.column))
    text = f"{place}{gettext(problem.message)}" if place else gettext(problem.message)
    return f"{text} ({gettext(problem.hint)})" if problem.hint else text
