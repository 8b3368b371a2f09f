"""A process that decides one claim and works on until it is killed: `python -m tests.flows.killed_child SHOP CLAIM`."""

import sys
import time

from lib import commands, wiring
from lib.flows import engine


def main(shop: str, claim_id: str) -> None:
    services = wiring.build(with_threads=False)
    commands.ask(services, {"kind": "approve", "user": "test", "shop": shop, "claim": claim_id})
    pace = engine.new_pace()
    while True:
        engine.step(services, pace)
        time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
