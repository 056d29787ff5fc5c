"""Background jobs, and the processes that draw."""
