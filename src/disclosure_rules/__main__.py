"""`python -m disclosure_rules` is the command line."""

from disclosure_rules.cli import main

if __name__ == "__main__":
    main()
