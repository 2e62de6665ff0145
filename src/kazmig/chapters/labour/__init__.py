"""Labour: workers in both directions, what they send, irregular work, trafficking, refuge."""

from kazmig.chapters.labour import counts, estimates, incomes, money, pictures, protection

__all__ = ["counts", "estimates", "incomes", "money", "pictures", "protection"]
