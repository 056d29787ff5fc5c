"""Coroutines in a test: Playwright leaves a loop running in the thread of the tests."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def outcome(coroutine):
    """Run a coroutine in a thread of its own, and give what it gives."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
