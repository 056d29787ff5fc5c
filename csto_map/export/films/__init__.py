"""Films: what is asked, which day when, how a frame looks, the encoders."""
