"""Readiness: an offline self-assessment of whether an AI product should be personalized."""

__version__ = "0.1.0"
