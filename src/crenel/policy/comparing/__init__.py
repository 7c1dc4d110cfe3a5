"""All requests at once: is what A allows within what B allows, and if not, which request tells?"""

from crenel.policy.comparing.comparison import Comparison, Relation, Witness, compare

__all__ = ["Comparison", "Relation", "Witness", "compare"]
