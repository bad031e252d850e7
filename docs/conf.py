"""How the documentation is built: ``make docs``; every warning is an error."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import pages  # noqa: E402

import dragoman  # noqa: E402

pages.write_all(HERE / "_generated")

project = "Dragoman"
author = "The Dragoman developers"
copyright = "2026, The Dragoman developers"
version = release = dragoman.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_generated"]
html_extra_path = ["dragoman.schema.json"]
html_static_path = ["_static"]
html_css_files = ["dragoman.css"]
html_theme = "furo"
html_title = "Dragoman"
html_show_sphinx = False
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#b3321b",
        "color-brand-content": "#2b5fa8",
        "color-background-primary": "#fffdf9",
        "color-background-secondary": "#f8f4ec",
    },
    "dark_css_variables": {
        "color-brand-primary": "#f2866a",
        "color-brand-content": "#86b1ee",
    },
}
myst_enable_extensions = ["attrs_block", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_use_ivar = True
nitpicky = False
