"""The exceptions of the claims part."""

from kazmig.errors import KazmigError


class ClaimError(KazmigError):
    """A row of ``claims.csv`` cannot be read or tested; the text names claim, field, value, rule and remedy."""

    @classmethod
    def of(cls, claim_id: str, field: str, value: object, rule: str, remedy: str) -> "ClaimError":
        """Return the error for one cell of ``claims.csv``."""
        return cls(f"claims.csv, claim {claim_id}, field {field}: {value!r} breaks the rule: {rule}. Remedy: {remedy}.")
