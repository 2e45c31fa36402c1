#!/usr/bin/env python3
"""A second verifier of Cordkeep's exported files: inspection files and ledger archives.

Written from docs/inspection.md alone, sharing no code with the product. Standard library only.

    verify.py [--key HEX] FILE      exit code 0 good, 1 bad, 2 usage
    verify.py [--key HEX] --batch   standard input: files behind their 4-byte big-endian lengths; one line each
"""

import hashlib
import json
import struct
import sys
import zlib

ZERO = bytes(32)


class Bad(Exception):
    """The file is bad; says where: ("entry", station, seq), ("frame", seq) or ("container", what)."""

    def __init__(self, where, why):
        super().__init__(why)
        self.where = where
        self.why = why


class Undecided(Exception):
    """Beyond the standard library."""


# Ed25519 (RFC 8032, section 5.1), points in extended coordinates (X, Y, Z, T).

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def double(p):
    a = p[0] * p[0]
    b = p[1] * p[1]
    c = 2 * p[2] * p[2]
    h = a + b
    e = h - (p[0] + p[1]) * (p[0] + p[1])
    g = a - b
    f = c + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, (y & ((1 << 255) - 1)) % P
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT % P
    if (v * x * x - u) % P:
        return None
    if x & 1 != sign:
        x = -x % P
    return (x, y, 1, x * y % P)


def compress(p):
    z = pow(p[2], P - 2, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def double_multiply(s, p, k, q):
    """s * p + k * q, bit by bit together."""
    both, r = add(p, q), NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        r = double(r)
        which = (s >> bit & 1) | (k >> bit & 1) << 1
        if which:
            r = add(r, (p, q, both)[which - 1])
    return r


def ed25519(key, message, signature, known={}):
    memory = (key, message, signature)
    if memory not in known:
        known[memory] = ed25519_fresh(key, message, signature)
        if len(known) > 10000:
            known.clear()
            return ed25519_fresh(key, message, signature)
    return known[memory]


def ed25519_fresh(key, message, signature):
    if len(signature) != 64:
        return False
    point = decompress(key)
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    negative = (-point[0] % P, point[1], point[2], -point[3] % P)
    return compress(double_multiply(s, BASE, k, negative)) == signature[:32]


# CBOR (RFC 8949), as far as the format uses it: integers, byte strings, texts, arrays, true, false, null.


class Cbor:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, count):
        end = self.at + count
        if end > len(self.data):
            raise ValueError("too short")
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def head(self):
        first = self.take(1)[0]
        major, low = first >> 5, first & 31
        if low < 24:
            return major, low
        if low > 27:
            raise ValueError("indefinite or reserved")
        return major, int.from_bytes(self.take(1 << (low - 24)), "big")

    def item(self):
        major, value = self.head()
        if major == 0:
            return value
        if major == 1:
            return -1 - value
        if major == 2:
            return self.take(value)
        if major == 3:
            return self.take(value).decode("utf-8")
        if major == 4:
            if value > len(self.data):
                raise ValueError("array longer than its bytes")
            return [self.item() for _ in range(value)]
        if major == 7 and value in (20, 21, 22):
            return (False, True, None)[value - 20]
        raise ValueError("not used by the format")


def cbor(data, length):
    """The array of at least `length` items that `data` is, and nothing behind it."""
    reader = Cbor(data)
    value = reader.item()
    if reader.at != len(data) or not isinstance(value, list):
        raise ValueError("not one array")
    value += [None] * (length - len(value))
    return value


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << (8 * size):
            return bytes([major << 5 | code]) + value.to_bytes(size, "big")
    raise ValueError("number too large")


def encode(value):
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        text = value.encode("utf-8")
        return head(3, len(text)) + text
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(encode, value))
    return head(0, value) if value >= 0 else head(1, -1 - value)


def tagged(tag, *parts):
    return hashlib.sha256(tag + b"\0" + b"".join(parts)).digest()


def want(good, where, why):
    if not good:
        raise Bad(where, why)


def is_bytes(value, count):
    return isinstance(value, bytes) and len(value) == count


# The ledger archive.


def number(low, high):
    return lambda value: type(value) is int and low <= value < high


def raw(count):
    return lambda value: is_bytes(value, count)


def text(value):
    return isinstance(value, str)


def optional(check):
    return lambda value: value is None or check(value)


def group(*checks):
    def all_good(value):
        if not isinstance(value, list):
            return False
        padded = value + [None] * (len(checks) - len(value))
        return all(check(one) for check, one in zip(checks, padded))

    return all_good


U8, U16, U32, U64 = (number(0, 1 << bits) for bits in (8, 16, 32, 64))
I64 = number(-(1 << 63), 1 << 63)
ID, HASH = raw(16), raw(32)
HEADER = group(
    U8, ID, ID, U64, HASH, text, U16, group(text, ID), ID, group(optional(ID), optional(ID)),
    group(I64, U64, ID, optional(I64), optional(U64)), group(U64, U32), optional(group(ID, U64)), U32, HASH, optional(HASH),
)  # fmt: skip


class Header:
    def __init__(self, data):
        value = cbor(data, 16)
        if not HEADER(value):
            raise ValueError("a header's field is of the wrong type")
        self.format, self.bank, self.station, self.seq, self.previous, self.kind = value[:6]
        self.subject = value[7][1]
        self.body_hash, self.personal_hash = value[14:16]


class Archive:
    def __init__(self, data):
        self.data = data
        self.seq = self.signed = self.checkpoints = self.foreign = self.withheld = 0
        self.hash = ZERO
        self.scope = self.centre = self.page = None

    def items(self):
        """Tag, contents and where the item begins."""
        at = 18
        while True:
            start = at
            if at + 5 > len(self.data):
                raise Bad(("frame", self.seq + 1), "cut off")
            tag, length = struct.unpack_from(">BI", self.data, at)
            at += 5 + length
            if length > 16 << 20 or at > len(self.data):
                raise Bad(("frame", self.seq + 1), "cut off")
            yield tag, self.data[start + 5 : at], start

    def verify(self):
        want(self.data[:18] in (b"CORDKEEP-LEDGER-1\n", b"CORDKEEP-LEDGER-2\n"), ("container", "magic"), "no archive")
        items = self.items()
        self.owner(*next(items)[:2])
        if self.data[16:17] == b"2":
            self.read_scope(*next(items)[:2])
        for tag, item, start in items:
            if tag == 9:
                return self.end(item, start)
            self.item(tag, item)

    def owner(self, tag, item):
        try:
            self.bank, self.station, self.key = cbor(item, 3)[:3]
            good = tag == 1 and is_bytes(self.bank, 16) and is_bytes(self.station, 16) and is_bytes(self.key, 32)
        except ValueError:
            good = False
        want(good, ("frame", 1), "owner")

    def read_scope(self, tag, item):
        try:
            subjects, kinds, personal = cbor(item, 3)[:3]
            good = (
                tag == 10
                and kinds == sorted(set(kinds))
                and isinstance(personal, bool)
                and (subjects is None or subjects == sorted(set(subjects)) and all(is_bytes(one, 16) for one in subjects))
            )
        except (ValueError, TypeError):
            good = False
        want(good, ("frame", 1), "scope")
        self.scope = (None if subjects is None else set(subjects), set(kinds), personal)

    def item(self, tag, item):
        if tag not in (6, 8):
            self.close_page()
        versions = (2, 6) if self.scope is None else (2, 6, 7, 8)
        if tag in versions:
            self.entry(item, own=tag in (2, 7), whole=tag in (2, 6))
        elif tag == 3:
            self.checkpoint(item)
        elif tag == 4:
            want(len(item) == 32, ("frame", self.seq + 1), "centre")
            self.centre = item
        elif tag == 5:
            self.page = (item, [], [(self.station, self.seq + 1)])
        else:
            raise Bad(("frame", self.seq + 1), "unknown item")

    def entry(self, item, own, whole):
        where = ("entry", self.station, self.seq + 1)
        try:
            want(len(item) >= 32, where, "too short")
            stored, rest = item[:32], item[32:]
            body = personal = None
            data = rest
            if whole:
                data, body, personal = cbor(rest, 3)[:3]
                if not isinstance(data, bytes) or not isinstance(body, bytes):
                    raise ValueError("an entry's part is no byte string")
                if personal is not None and not (is_bytes(personal[0], 32) and isinstance(personal[1], bytes)):
                    raise ValueError("a personal part's field is of the wrong type")
            header = Header(data)
        except (ValueError, TypeError, IndexError, UnicodeDecodeError) as error:
            raise Bad(where, f"malformed: {error}") from None
        if not own:
            where = ("entry", header.station, header.seq)
        hash_ = tagged(b"cordkeep.entry.v1", data)
        want(hash_ == stored, where, "stored hash")
        want(header.bank == self.bank, where, "another bank")
        if own:
            want(header.format == 1, where, "format")
            want(header.station == self.station, where, "another station")
            want(header.seq == self.seq + 1, where, "sequence")
            want(header.previous == self.hash, where, "previous")
        if whole:
            want(header.body_hash == tagged(b"cordkeep.body.v1", body), where, "body")
        if personal is not None:
            want(header.personal_hash == tagged(b"cordkeep.personal.v1", *personal[:2]), where, "personal part")
        if self.scope is not None:
            subjects, kinds, may_be_personal = self.scope
            chosen = header.kind not in kinds and (subjects is None or header.subject in subjects)
            want(chosen == whole, where, "chosen but withheld, or the other way round")
            want(personal is None or may_be_personal, where, "personal part")
        self.withheld += not whole
        if own:
            self.seq, self.hash = self.seq + 1, hash_
            return
        want(self.page is not None, ("frame", self.seq + 1), "outside a page")
        if not self.page[1]:
            self.page[2][0] = (header.station, header.seq)
        self.page[1].append(stored)
        self.foreign += 1

    def checkpoint(self, item):
        where = ("entry", self.station, self.seq)
        try:
            station, seq, hash_, time_ms, signature = cbor(item, 5)[:5]
            good = U64(seq) and I64(time_ms) and is_bytes(signature, 64)
        except (ValueError, UnicodeDecodeError):
            good = False
        want(good, where, "checkpoint's bytes")
        want((station, seq, hash_) == (self.station, self.seq, self.hash), where, "checkpoint")
        message = b"cordkeep.checkpoint.v1\0" + encode([station, seq, hash_, time_ms])
        want(ed25519(self.key, message, signature), where, "checkpoint's signature")
        self.signed = seq
        self.checkpoints += 1

    def close_page(self):
        if self.page is None:
            return
        (item, hashes, [first]), self.page = self.page, None
        where = ("entry", *first)
        if item[:4] == b"\x28\xb5\x2f\xfd":
            raise Undecided("a ledger archive with compressed pages of other stations: export an inspection file")
        try:
            bank, scope, first_at, last_at, digest, signature = cbor(item, 6)[:6]
            good = is_bytes(signature, 64) and self.centre is not None
            message = b"cordkeep.feed.v1\0" + encode([bank, scope, first_at, last_at, digest])
        except (ValueError, TypeError, AttributeError, UnicodeDecodeError):
            good = False
        want(good, where, "attestation's bytes")
        want(digest == tagged(b"cordkeep.feed.list.v1", *hashes), where, "attested list")
        want(ed25519(self.centre, message, signature), where, "attestation's signature")

    def end(self, item, start):
        self.close_page()
        want(self.signed == self.seq, ("entry", self.station, self.signed + 1), "under no checkpoint")
        last = ("frame", self.seq + 1)
        want(start + 5 + len(item) == len(self.data), last, "bytes behind the end")
        digest = tagged(b"cordkeep.archive.v1", self.data[:start])
        want(ed25519(self.key, b"cordkeep.archive.v1\0" + digest, item), last, "seal")


# The container: a zip of one possible shape.


def zip_common(name, crc, extra):
    return struct.pack("<HHHHHIIIHH", 45, 0x0800, 0, 0, 0x0021, crc, 0xFFFFFFFF, 0xFFFFFFFF, len(name), extra)


def zip_local(name, size, crc):
    return b"PK\3\4" + zip_common(name, crc, 20) + name + struct.pack("<HHQQ", 1, 16, size, size)


def zip_directory(parts):
    out, offset = b"", 0
    for name, size, crc in parts:
        out += b"PK\1\2" + struct.pack("<H", 45) + zip_common(name, crc, 28)
        out += struct.pack("<HHHII", 0, 0, 0, 0, 0xFFFFFFFF) + name + struct.pack("<HHQQQ", 1, 24, size, size, offset)
        offset += 50 + len(name) + size
    end = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, len(parts), len(parts), len(out), offset)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, offset + len(out), 1)
    last = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return out + end + locator + last


class Inspection:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.parts = []
        self.listed = []

    def part(self):
        after = ("container", self.parts[-1][0].decode() if self.parts else "")
        fixed = self.data[self.at : self.at + 30]
        want(len(fixed) == 30 and len(self.parts) < 100, after, "cut off")
        length = struct.unpack_from("<H", fixed, 26)[0]
        name = self.data[self.at + 30 : self.at + 30 + length]
        begin = self.at + 50 + length
        want(length <= 100 and begin <= len(self.data), after, "cut off")
        size = struct.unpack_from("<Q", self.data, begin - 8)[0]
        crc = struct.unpack_from("<I", fixed, 14)[0]
        want(self.data[self.at : begin] == zip_local(name, size, crc), after, "local header")
        try:
            text = name.decode("utf-8")
        except UnicodeDecodeError:
            raise Bad(after, "name") from None
        contents = self.data[begin : begin + size]
        self.at = begin + size
        self.parts.append((name, size, crc))
        return text, contents

    def check(self, name, contents):
        """Behind what the part itself says, so that a bad entry is named."""
        _, size, crc = self.parts[-1]
        want(len(contents) == size and zlib.crc32(contents) == crc, ("container", name), "checksum or length")
        self.listed.append({"name": name, "bytes": size, "sha256": hashlib.sha256(contents).hexdigest()})

    def verify(self):
        archive = None
        while True:
            name, contents = self.part()
            if name == "ledger.ckl" and archive is None:
                archive = Archive(contents)
                archive.verify()
            elif name == "manifest.json":
                break
            elif name in ("ledger.ckl", "manifest.sig"):
                raise Bad(("container", name), "out of place")
            self.check(name, contents)
        listed = list(self.listed)
        self.check(name, contents)
        text = contents
        want(archive is not None, ("container", "ledger.ckl"), "missing")
        name, signature = self.part()
        want(name == "manifest.sig", ("container", name), "out of place")
        self.check(name, signature)
        message = b"cordkeep.inspection.v1\0" + text
        want(ed25519(archive.key, message, signature), ("signature",), "manifest's signature")
        self.judge(text, archive, listed)
        want(self.data[self.at :] == zip_directory(self.parts), ("container", "directory"), "directory")
        return archive

    @staticmethod
    def judge(text, archive, listed):
        try:
            manifest = json.loads(text)
            owner = (archive.bank.hex(), archive.station.hex(), archive.key.hex())
            good = manifest["format"] == "cordkeep.inspection.v1"
            good = good and (manifest["bank"], manifest["station"], manifest["key"]) == owner
            good = good and archive.scope is not None and manifest["personal"] == archive.scope[2]
            good = good and (manifest["units"] is None) == (archive.scope[0] is None)
        except (ValueError, KeyError, TypeError):
            good = False
        want(good, ("manifest",), "speaks of another ledger")
        for part, told in zip(listed, manifest["parts"]):
            want(part == told, ("part", part["name"]), "not what is listed")
        want(len(listed) == len(manifest["parts"]), ("part", "missing"), "listed and missing, or the other way round")


def verify(data, key=None):
    """The archive of a good file; raises Bad."""
    if data[:2] == b"PK":
        archive = Inspection(data).verify()
    else:
        archive = Archive(data)
        archive.verify()
    want(key is None or archive.key == key, ("key",), "another station's key")
    return archive


def where_text(where):
    return " ".join(one.hex() if isinstance(one, bytes) else str(one) for one in where)


def batch(key):
    source = sys.stdin.buffer
    while True:
        length = source.read(4)
        if len(length) < 4:
            return 0
        data = source.read(int.from_bytes(length, "big"))
        try:
            verify(data, key)
            print("good")
        except Bad as bad:
            print("bad", where_text(bad.where))


def main(arguments):
    key = None
    if arguments[:1] == ["--key"] and len(arguments) > 1:
        key, arguments = bytes.fromhex(arguments[1]), arguments[2:]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ["--batch"]:
        return batch(key)
    try:
        with open(arguments[0], "rb") as file:
            data = file.read()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        archive = verify(data, key)
    except Bad as bad:
        print("bad:", where_text(bad.where), bad.why)
        return 1
    except Undecided as undecided:
        print(undecided, file=sys.stderr)
        return 2
    print(f"good: entries {archive.seq} checkpoints {archive.checkpoints} foreign {archive.foreign}"
          f" withheld {archive.withheld}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
