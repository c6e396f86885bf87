"""Charts as pure functions: values in, drawn on a given matplotlib Figure; each has its data as a table.

Nothing here is imported before the first window is shown; see :func:`warm_up`.
"""

from __future__ import annotations


def warm_up() -> None:
    """Import matplotlib and load the shipped fonts; slow, meant for a background thread."""
    from matplotlib.backends import backend_agg
    from matplotlib.figure import Figure

    from readiness_gui.charts import style

    figure = Figure(figsize=(1, 1))
    backend_agg.FigureCanvasAgg(figure)
    figure.add_subplot().set_title("warm", fontproperties=style.LIGHT.font(10))
    figure.canvas.draw()
