"""According to whom: statements with speaker, cue, content and nesting."""

from dragoman.statements.attach import attach_statements, innermost
from dragoman.statements.bounds import to_boundary
from dragoman.statements.find import find_statements
from dragoman.statements.quotes import find_quotes

__all__ = ["attach_statements", "find_quotes", "find_statements", "innermost", "to_boundary"]
