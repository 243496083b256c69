"""The documentation as a site: `python -m sphinx -W docs SITE`, after `pip install '.[docs]'`."""

import disclosure_rules

project = "disclosure-rules"
copyright = "the authors of disclosure-rules"
version = release = disclosure_rules.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["README.md"]

html_theme = "furo"
html_title = f"disclosure-rules {release}"

myst_heading_anchors = 4
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.xref_missing"]  # links to files of the repository that are no pages of the site

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
python_maximum_signature_line_length = 100
