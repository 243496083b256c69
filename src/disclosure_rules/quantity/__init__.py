"""Numbers that know their unit and how far their digits can be trusted."""

from disclosure_rules.quantity.verdict import Verdict

__all__ = ["Verdict"]
