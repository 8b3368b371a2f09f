"""Start here: `streamlit run app.py`. Draws the frame (navigation), nothing else."""

from lib.flows.decisions import is_paused
from lib.queries.action_history import state_counts
from lib.queries.freshness import last_complete_syncs, running_sync
from lib.ui import frame, runtime
from lib.ui.sidebar import Status


def read_status() -> Status:
    services = runtime.services()
    return Status(
        syncs=last_complete_syncs(services.db),
        running=running_sync(services.db),
        actions=state_counts(services.journal),
        paused=is_paused(services),
    )


frame.show(read_status)
