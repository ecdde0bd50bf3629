"""`attempt`, `answer`, `handover offer|accept|return`: a lead is handed over on the command line."""

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
