"""What a program meets of the machine that it runs on: its clock, log and terminal, keys."""
