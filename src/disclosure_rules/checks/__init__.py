"""A rule meets a document; one file per kind of rule."""
