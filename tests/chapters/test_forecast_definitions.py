"""What would change a reader's mind is said of every model."""

from kazmig.chapters.forecast import definitions
from kazmig.trends import forecasting


def test_every_model_says_what_would_change_it():
    assert set(definitions.CHANGES) == set(forecasting.MODELS)


def test_definitions_are_sentences():
    texts = [getattr(definitions, name) for name in dir(definitions) if name.isupper() and name != "CHANGES"]
    assert len(texts) > 5
    assert all(text.endswith(".") for text in texts)
