"""Other people's files as layers on the map."""
