"""The walks go through the small house of the pages."""

from tests.web.small_house import client_as, client_in, small_house, small_house_as_made, small_house_copy

__all__ = ["client_as", "client_in", "small_house", "small_house_as_made", "small_house_copy"]
