"""How the documentation is built: MyST pages, the Furo theme, offline, warnings as errors (sphinx-build -W)."""

project = "dunning_core"
author = "The dunning_core authors"
copyright = "the dunning_core authors"  # noqa: A001 - the name that Sphinx reads

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

myst_enable_extensions = ["deflist", "colon_fence"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "dunning_core"
html_show_sphinx = False

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
autodoc_class_signature = "mixed"
add_module_names = False
napoleon_google_docstring = True
