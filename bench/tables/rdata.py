"""Reads data frames out of R's own files, so that no R is needed: .rda files, and the .rdb/.rdx pair of an installed package.

Only what data frames are made of is understood. The format is in "R Internals", section "Serialization Formats".
"""

import bz2
import gzip
import lzma
import struct
import zlib

NA_INT = -2147483648
# Integers that stand for a type; what stands for nothing in a data frame is read as None.
NOTHING = {254, 253, 252, 251, 250, 242, 241}
SYMBOL, PAIRS, CLOSURE, ENVIRONMENT, PROMISE, CALL, CHARS = 1, 2, 3, 4, 5, 6, 9
LOGICALS, INTEGERS, REALS, STRINGS, VALUES, EXPRESSIONS = 10, 13, 14, 16, 19, 20
NAMESPACE, PACKAGE, PERSISTENT, REFERENCE = 249, 248, 247, 255
ALTERNATIVE, ATTRIBUTED_PAIRS, ATTRIBUTED_CALL = 238, 239, 240


class Vector(list):
    """A vector of R with its attributes."""

    attributes = {}


class Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.references = []

    def integer(self):
        self.at += 4
        return struct.unpack_from(">i", self.data, self.at - 4)[0]

    def take(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def begin(self):
        if self.take(2) != b"X\n":
            raise ValueError("not R's binary format")
        version = self.integer()
        self.take(8)
        if version == 3:
            self.take(self.integer())
        return self

    def item(self):
        flags = self.integer()
        kind = flags & 255
        attributed, tagged = flags & 512, flags & 1024
        if kind in NOTHING:
            return None
        if kind == REFERENCE:
            return self.references[((flags >> 8) or self.integer()) - 1]
        if kind == SYMBOL:
            return self.remembered(self.item())
        if kind in (NAMESPACE, PACKAGE, PERSISTENT):
            self.integer()
            return self.remembered([self.item() for _ in range(self.integer())])
        if kind == CHARS:
            size = self.integer()
            return None if size < 0 else self.take(size).decode("utf-8" if not flags & 0x4000 else "latin-1")
        if kind in (PAIRS, CLOSURE, PROMISE, CALL, ATTRIBUTED_PAIRS, ATTRIBUTED_CALL):
            return self.pairs(attributed or kind in (ATTRIBUTED_PAIRS, ATTRIBUTED_CALL), tagged)
        if kind == ENVIRONMENT:
            self.integer()
            self.remembered(None)
            for _ in range(4):
                self.item()
            return None
        if kind == ALTERNATIVE:
            return self.alternative()
        vector = Vector(self.values(kind))
        if attributed:
            vector.attributes = dict(self.item())
        return vector

    def remembered(self, thing):
        self.references.append(thing)
        return thing

    def pairs(self, attributed, tagged):
        """A linked list, as a list of (tag, value)."""
        if attributed:
            self.item()
        tag = self.item() if tagged else None
        head = [(tag, self.item())]
        rest = self.item()
        return head + (rest if isinstance(rest, list) else [])

    def values(self, kind):
        count = self.integer()
        if kind in (LOGICALS, INTEGERS):
            return [None if v == NA_INT else v for v in struct.unpack(f">{count}i", self.take(4 * count))]
        if kind == REALS:
            return [None if v != v else v for v in struct.unpack(f">{count}d", self.take(8 * count))]
        if kind in (STRINGS, VALUES, EXPRESSIONS):
            return [self.item() for _ in range(count)]
        raise ValueError(f"type {kind} is not understood")

    def alternative(self):
        """A vector that R keeps in some compact form."""
        name = self.item()[0][1]
        state = self.item()
        attributes = self.item()
        if name == "compact_intseq":
            count, start, step = (int(v) for v in state)
            vector = Vector(start + i * step for i in range(count))
        elif name.startswith("wrap_"):
            vector = state[0] if not isinstance(state[0], tuple) else state[0][1]
        else:
            raise ValueError(f"{name} is not understood")
        if attributes:
            vector.attributes = dict(attributes)
        return vector


def unpacked(data):
    for start, tool in ((b"\x1f\x8b", gzip), (b"BZh", bz2), (b"\xfd7zXZ", lzma)):
        if data.startswith(start):
            return tool.decompress(data)
    return data


def rda(path, name):
    """One data frame of an .rda file."""
    with open(path, "rb") as file:
        data = unpacked(file.read())
    if data[:5] not in (b"RDX2\n", b"RDX3\n"):
        raise ValueError("not an .rda file")
    return columns(dict(Reader(data[5:]).begin().item())[name])


def rdb(path, name):
    """One data frame of an installed package; `path` is without .rdb and .rdx."""
    with open(path + ".rdx", "rb") as file:
        index = Reader(unpacked(file.read())).begin().item()
    places = index[index.attributes["names"].index("variables")]
    start, size = places[places.attributes["names"].index(name)]
    with open(path + ".rdb", "rb") as file:
        file.seek(start)
        data = file.read(size)
    if data[4:5] == b"Z":
        data = lzma.decompress(data[5:], lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2}])
    elif data[4:5] == b"2":
        data = bz2.decompress(data[5:])
    else:
        data = zlib.decompress(data[4:])
    return columns(Reader(data).begin().item())


def columns(frame):
    """A data frame as a dictionary from names to lists; a factor becomes a list of strings."""
    result = {}
    for name, values in zip(frame.attributes["names"], frame):
        levels = values.attributes.get("levels")
        result[name] = [None if v is None else levels[v - 1] for v in values] if levels else list(values)
    return result
