"""The facts as standards of the web want them: features by address, and what catalogues ask."""
