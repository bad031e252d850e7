"""Paragraphs, sentences and words of a text, with offsets."""

from dragoman.language.document import Document, read_document

__all__ = ["Document", "read_document"]
