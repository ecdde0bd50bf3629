"""`attempt`, `answer`, `handover offer|accept|return`: a lead is handed over on the command line."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.conftest import Run, fill, lay_out
from tests.live.told_house import AGREEMENT

BERT = "bert@muster-bau.de"
HERE = ("--workspace", "house")


def test_a_lead_is_handed_over(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(AGREEMENT)
    fill(tmp_path)
    for name, role in (("jan", "sdr"), ("murat", "seller")):
        assert run("user", "add", name, "--role", role, *HERE, HANDSCHLAG_PASSWORD="correct horse battery").status == 0
    called = ("attempt", BERT, "--channel", "phone", "--outcome", "reached", *HERE)
    assert run(*called, "--by", "jan").out == "attempt recorded\n"
    assert run(*called, "--by", "nobody").err == "nobody signs in as nobody\n"
    early = run(*called, "--by", "jan", "--at", "2099-01-01T10:00")
    assert (early.status, early.err) == (
        1, "the instant lies in the future (what has happened can be recorded)\n",
    )  # fmt: skip
    answered = run("answer", BERT, "need", "concrete", "--evidence", "Two plants", "--by", "jan", *HERE, "--json")
    assert (sorted(answered.document), answered.document["new"]) == (["fact", "new", "person"], True)
    assert run("handover", "accept", BERT, "--by", "murat", *HERE).err == "it is not offered to sales\n"
    assert run("handover", "offer", BERT, "--by", "murat", *HERE).status == 3
    assert run("handover", "offer", BERT, "--by", "jan", "--to", "murat", *HERE).out == "offered to sales\n"
    assert run("handover", "accept", BERT, "--by", "murat", *HERE).out == "accepted\n"
    assert run("handover", "accept", BERT, "--by", "murat", *HERE).out == "it was so before\n"
    back = ("handover", "return", BERT, "--by", "murat", "--reason", "timing", *HERE)
    assert run(*back).err == "when is the lead to come up again? (with this reason the person names the day)\n"
    assert run(*back, "--wake-up", "2099-01-01").out == "returned\n"
    told = run("handover", "review", *HERE, "--json").document
    assert [(one["offered"], one["accepted"], one["returned"]) for one in told["groups"]] == [(1, 1, 0), (0, 0, 0)]
    assert "offered for the first time" in run("handover", "review", *HERE).out
    found = run("lead", BERT, *HERE, "--json").document
    assert (found["work"]["state"], found["work"]["by"], found["work"]["wake_up"]) == (
        "returned",
        "murat",
        "2099-01-01",
    )
    stages = [move["stage"] for move in found["passes"][0]["moves"]]
    assert stages == ["prospect", "marketing_lead", "sales_ready_lead", "opportunity", "marketing_lead"]


def test_a_queue(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(
        AGREEMENT.replace("handover:\n", "handover:\n  queues: {sdr: {name: SDR, takes: marketing_lead}}\n")
    )
    fill(tmp_path)
    assert run("user", "add", "jan", "--role", "sdr", *HERE, HANDSCHLAG_PASSWORD="correct horse battery").status == 0
    assert run("queue", *HERE, "--json").document["rows"] == []
    run("attempt", BERT, "--channel", "phone", "--outcome", "busy", "--by", "jan", *HERE)
    found = run("queue", *HERE, "--json").document
    [row] = found["rows"]
    assert (found["queue"], row["name"], row["whose"], row["attempts"]) == ("sdr", BERT, "free", 1)
    assert run("queue", "sdr", "--take", *HERE).status == 2
    assert run("queue", "--take", "--by", "jan", *HERE).out == f"taken: {row['person']}\n"
    mine = run("queue", "--by", "jan", *HERE).out.split()
    assert (BERT in mine, mine[mine.index("SDR") : mine.index("SDR") + 5]) == (True, ["SDR", "1", "0", "1", "0"])
    gone = ("queue", "sdr", "--let-go", "--person", BERT, "--by", "jan", *HERE)
    assert run(*gone).out == f"free again: {row['person']}\n"
    assert run(*gone).err == "you do not have this lead\n"


def test_clocks_and_how_they_were_kept(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(
        AGREEMENT.replace(
            "handover:\n",
            "handover:\n  sdr: {belongs_to: sales}\n  queues: {sdr: {takes: marketing_lead}}\n"
            "  clocks: {called: {name: First call, starts: queue.entered, stops: handover.accepted, due: 9000 days},"
            " asked: {name: Second look, starts: queue.entered, stops: handover.offered, due: 1 minute}}\n",
        )
        + "promises: {sdr: {asked_met: 0.8}}\n"
    )
    fill(tmp_path)
    assert run("user", "add", "jan", "--role", "sdr", *HERE, HANDSCHLAG_PASSWORD="correct horse battery").status == 0
    yesterday = ("--at", (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="minutes"))
    called = ("attempt", BERT, "--channel", "phone", "--outcome", "busy", "--by", "jan", *yesterday)
    assert run(*called, *HERE).status == 0
    found = run("clocks", *HERE, "--json").document
    assert found["counts"] == {"open": 1, "missed": 1}
    assert [(row["clock"], row["state"]) for row in found["rows"]] == [("asked", "missed"), ("called", "open")]
    assert [row["clock"] for row in run("clocks", "--open", *HERE, "--json").document["rows"]] == ["called"]
    assert "First call" in run("clocks", *HERE).out
    assert run("clocks", "--open", "--missed", *HERE).status == 2
    assert run("clocks", "--clock", "aksed", *HERE).err == "no clock `aksed` is agreed (did you mean `asked`?)\n"
    [first, asked] = run("sla", *HERE, "--json").document["clocks"]
    assert (first["due"], first["open"], first["known"]) == (0, 1, True)
    assert (asked["due"], asked["missed"], asked["side"], asked["kept"]) == (1, 1, "sdr", False)
    assert [one["clock"] for one in run("sla", "--side", "sdr", *HERE, "--json").document["clocks"]] == ["asked"]
    assert "80.0 % SDR" in run("sla", *HERE).out
