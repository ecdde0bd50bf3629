"""Tests of what people tell stand on the small house of the pages' tests."""

from tests.web.small_house import client_as, client_in, small_house, small_house_as_made, small_house_copy

__all__ = ["client_as", "client_in", "small_house", "small_house_as_made", "small_house_copy"]
