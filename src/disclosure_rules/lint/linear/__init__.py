"""Linear rules taken together: what they cannot all demand, and what they leave no choice about."""
