"""The answer becomes bytes; one file per format."""
