"""Charts as pure functions: values in, drawn on a given matplotlib Figure; each has its data as a table.

Nothing here is imported before the first window is shown.
"""
