"""The one function that makes passes and stages out of facts, and the terms of the agreement that it reads."""
