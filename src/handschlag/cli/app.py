"""All commands in one table."""

from typing import Annotated

import typer

from handschlag.cli import (
    agreements,
    audit,
    backtests,
    bench,
    checks,
    clocks,
    companies,
    deadlines,
    demo,
    funnels,
    handovers,
    houses,
    imports,
    links,
    people,
    persons,
    plans,
    quarantine,
    queues,
    reconciling,
    reviewing,
    scores,
    serve,
    signing,
    teams,
    users,
    works_agreements,
)
from handschlag.cli.door import Door

app = typer.Typer(
    cls=Door,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The agreement between marketing and sales, executed.",
)


def _print_version(wished: bool) -> None:
    if wished:
        from importlib.metadata import version

        typer.echo(version("handschlag"))
        raise typer.Exit


@app.callback()
def handschlag(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """The agreement between marketing and sales, executed."""


app.command("demo")(demo.demo)
app.command("new")(houses.new)
agreements.app.command()(signing.sign)
agreements.app.command()(signing.versions)
app.add_typer(agreements.app, name="agreement")
app.command("import")(imports.import_)
app.add_typer(quarantine.app, name="quarantine")
app.command("reconcile")(reconciling.reconcile)
app.command("link")(links.link)
app.command("funnel")(funnels.funnel)
app.command("check")(checks.check)
app.add_typer(plans.app, name="plan")
app.add_typer(clocks.app, name="clock")
app.command("clocks")(deadlines.clocks)
app.command("sla")(deadlines.sla)
app.command("lead")(people.lead)
app.command("queue")(queues.queue)
app.command("attempt")(handovers.attempt)
app.command("answer")(handovers.answer)
app.command("take-back")(handovers.take_back)
handovers.app.command()(reviewing.review)
app.add_typer(handovers.app, name="handover")
app.command("score")(scores.score)
app.command("backtest")(backtests.backtest)
app.add_typer(persons.app, name="person")
app.command("company")(companies.company)
app.command("serve")(serve.serve)
app.add_typer(users.app, name="user")
app.add_typer(teams.app, name="team")
app.add_typer(works_agreements.app, name="works-agreement")
app.command("audit")(audit.audit)
app.command("settle")(checks.settle)
app.command("verify")(checks.verify)
app.command("bench")(bench.bench)
