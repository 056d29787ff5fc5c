"""What whoever starts a server that others can reach should know."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from ..settings import Settings


def cautions(settings: Settings, workers: int = 1) -> Iterator[str]:
    """Say in a sentence each what a server lacks that others than this machine can reach."""
    if is_own(settings.host):
        return
    where = f"{settings.host} can be reached from other machines"
    if not (settings.token or settings.users):
        yield (
            f"{where}, and everybody who does may read all that it serves: "
            "CSTO_MAP_TOKEN or CSTO_MAP_USERS would ask who they are"
        )
    if not settings.rate_limit:
        yield (
            f"{where}, and each client may ask as often as it likes: "
            "CSTO_MAP_RATE_LIMIT, such as 600/minute, would keep one from crowding out the others"
        )
    elif workers > 1:
        yield (
            f"each of {workers} web processes counts by itself: one client may send up to "
            f"{workers} times {settings.rate_limit}"
        )
    names = [name.strip() for name in settings.hosts.split(",") if name.strip()]
    if "*" in names:
        yield (
            f"{where} under any name, so that a foreign page can let its own name lead here: "
            "CSTO_MAP_HOSTS should list the names of this server"
        )
    elif not names:
        yield (
            f"{where}, but by its address in figures alone: CSTO_MAP_HOSTS lists names that it "
            "answers to"
        )


def is_own(host: str) -> bool:
    """Say whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
