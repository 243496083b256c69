"""Findings become one answer: verdicts, order, roots, coverage."""
