"""The book to keep: an EPUB of the whole, and PDFs of each chapter and of the whole, made from the built site."""
