"""What an answer looks like: styles, symbols, places, the scene, its Plotly and SVG twins."""
