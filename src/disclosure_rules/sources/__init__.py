"""A file becomes blocks: headings, paragraphs, tables and charts, each with its place."""
