"""Disjoint sets over whole numbers: what is connected, whatever the order in which the connections were learned."""


class Groups:
    """Sets that start with one member each and grow by being joined."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def add(self) -> None:
        self.parent.append(len(self.parent))

    def copy(self) -> "Groups":
        other = Groups(0)
        other.parent = self.parent.copy()
        return other

    def find(self, member: int) -> int:
        """The smallest member of the set, whatever the order of joining."""
        parent = self.parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        self.parent[max(one, other)] = min(one, other)
