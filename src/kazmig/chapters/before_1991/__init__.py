"""Before 1991: censuses and their territories, settlers, famine, deportations, net migration before independence."""

from kazmig.chapters.before_1991 import accounts, censuses, movements, pictures, shares

__all__ = ["accounts", "censuses", "movements", "pictures", "shares"]
