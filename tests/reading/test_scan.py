"""What the look at every byte counts, beside plain Python, over the seams of its pieces."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from handschlag.engines import reading_text

PIECES = st.lists(
    st.sampled_from([b"a", b"bc", b"\n", b"\r\n", b" ", b",", b'"', b"x y", b'"q\nr"', b"\n\n"]), max_size=40
)


def lines_of(data: bytes) -> int:
    """Lines outside of quotes that are not empty; one without an end counts as well."""
    lines, quoted, current = 0, False, b""
    for number in range(len(data)):
        sign = data[number : number + 1]
        quoted ^= sign == b'"'
        if sign == b"\n" and not quoted:
            lines += current not in (b"", b"\r")
            current = b""
        else:
            current += sign
    return lines + (not quoted and current not in (b"", b"\r"))


@settings(max_examples=300, deadline=None)
@given(pieces=PIECES, size=st.integers(1, 9))
def test_lines(pieces: list[bytes], size: int) -> None:
    data = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(reading_text, "_CHUNK", size)
        file = Path(folder) / "e.csv"
        file.write_bytes(data)
        assert reading_text.scan(file, ",").lines == lines_of(data)
