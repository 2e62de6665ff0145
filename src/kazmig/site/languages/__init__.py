"""The report in Russian and Kazakh: catalogues of messages, what fills them, and pages built from them."""
