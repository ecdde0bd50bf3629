"""The process in which an intake is checked or brought in, apart from the pages.

python -m handschlag.web.importing WORKSPACE INTAKE check|import USERNAME
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from handschlag.actions.houses import House, open_house, setup

#: So long (seconds) is waited for a process that has said that it is done, and is about to end.
_PATIENCE, _STEP = 10.0, 0.05


def start(house: House, intake: str, mode: str) -> bool:
    """Start the process; False if one is running already. It lives on when the pages are restarted."""
    from handschlag.actions.intake_runs import begun, claimed, run_of
    from handschlag.actions.intakes import folder_of

    waited = 0.0
    while waited < _PATIENCE and (told := run_of(house, intake=intake)) and told["state"] in ("done", "failed"):
        with claimed(house, intake) as lock:
            if lock is not None:
                break
        time.sleep(_STEP)
        waited += _STEP
    with claimed(house, intake) as lock:
        if lock is None:
            return False
        begun(house, intake=intake, mode=mode)
        command = [sys.executable, "-m", "handschlag.web.importing", str(house.path), intake, mode, house.by.username]
        with (folder_of(house, intake) / "run.log").open("wb") as log:  # what nobody foresaw is written down
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, pass_fds=(lock,),
                start_new_session=True,
            )  # fmt: skip
    return True


def main() -> None:
    workspace, intake, mode, username = sys.argv[1:]
    setup(Path(workspace))
    from django.contrib.auth import get_user_model

    from handschlag.actions.intake_runs import run
    from handschlag.store.members import actor_of

    by = actor_of(get_user_model().objects.get(username=username))
    now = datetime.now(UTC)
    run(open_house(Path(workspace), by=by, at=now), intake=intake, mode=mode, now=now)


if __name__ == "__main__":
    main()
