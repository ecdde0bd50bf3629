"""Trying a change of the agreement on the house's own history, before anybody signs it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from handschlag.actions.agreements import agreement_file
from handschlag.actions.backtests import backtest
from handschlag.errors import InputProblems
from handschlag.web.frame import Frame, frame_of
from handschlag.web.shapes import backtest as shapes


def try_change(request: HttpRequest) -> HttpResponse:
    """The text of the file, to be changed; once sent, what the change would have done, or its problems."""
    frame = frame_of(request)
    draft = agreement_file(frame.house).decode("utf-8", "replace")
    in_force = frame.house.in_force
    today = in_force.text().decode("utf-8", "replace") if in_force is not None else draft
    # Browsers send the lines of a form with a carriage return each.
    text = request.POST.get("text", draft).replace("\r\n", "\n")
    typed = request.POST.get("minutes", "").strip()
    context: dict[str, Any] = {"text": text, "minutes": typed, "rows": min(max(text.count("\n") + 2, 12), 40)}
    if request.method != "POST":
        return render(request, "web/try_change.html", context)
    if typed and not typed.isdecimal():
        problem = _("“%(typed)s” is no number of minutes; expected a whole number such as 25.") % {"typed": typed}
        return render(request, "web/try_change.html", context | {"minutes_problem": problem}, status=400)
    try:
        answer = _answer(frame, text, today, int(typed) if typed else None)
    except InputProblems as refused:
        problems = [
            {
                "line": one.line, "column": one.column, "message": one.message, "hint": one.hint,
                "around": shapes.excerpt(text, one.line),
            }
            for one in refused.problems
        ]  # fmt: skip
        return render(request, "web/try_change.html", context | {"problems": problems}, status=400)
    return render(request, "web/try_change.html", context | answer)


def _answer(frame: Frame, text: str, today: str, minutes: int | None) -> dict[str, Any]:
    found = backtest(frame.house, candidate=text.encode(), now=frame.now, minutes=minutes)
    labels = found["labels"]
    return {
        "found": found,
        "lines": shapes.changed_lines(today, text),
        "headline": shapes.headline_of(found),
        "columns": shapes.columns_of(found),
        "stages": shapes.stages_of(found, labels),
        "wins": shapes.wins_of(found),
        "quality": shapes.quality_of(found),
        "works": shapes.work_of(found, labels),
        "groups": shapes.groups_of(found, labels),
        "opens": frame.house.by.may("see_people"),
    }
