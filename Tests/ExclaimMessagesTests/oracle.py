"""Python's protobuf as an oracle for ExclaimMessages.

    oracle.py make PROTOS SEED COUNT     random messages of every type, one line each:
                                         type, wire form, JSON (tab-separated; the last two in hexadecimal)
    oracle.py check PROTOS               reads what Swift made of them: type, wire form, Swift's wire form,
                                         Swift's JSON, Swift's wire form from Python's JSON; exits 1 on a difference
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor as Field

PACKAGE = "exclaim.v1"
# Beyond ASCII: NUL, escapes, two, three and four bytes, a combining mark, a noncharacter.
LETTERS = 'abz AZ09_\0\t\n\r\x1f"\\/\x7fäßЖ中€\u2028\ufeff\uffff😀e\u0301'
EDGES = {
    Field.CPPTYPE_INT32: [0, 1, -1, 2**31 - 1, -(2**31)],
    Field.CPPTYPE_INT64: [0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1],
    Field.CPPTYPE_UINT32: [0, 1, 127, 128, 2**32 - 1],
    Field.CPPTYPE_UINT64: [0, 1, 2**64 - 1, 2**53 + 1],
    Field.CPPTYPE_DOUBLE: [0.0, 0.1, 1.0, -2.5, 1e300, 5e-324, 1 / 3, float("inf"), float("-inf")],
    Field.CPPTYPE_FLOAT: [0.0, 0.5, -2.25, 1024.0],
    Field.CPPTYPE_BOOL: [False, True],
}


def load(protos):
    """Message classes by name."""
    sources = [str(path) for path in sorted(pathlib.Path(protos, *PACKAGE.split(".")).glob("*.proto"))]
    with tempfile.NamedTemporaryFile() as binary:
        command = ["protoc", f"--proto_path={protos}", "--include_imports", f"--descriptor_set_out={binary.name}"]
        subprocess.run(command + sources, check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(binary.read())
    pool = descriptor_pool.DescriptorPool()
    names = ["google.protobuf.Timestamp"]
    for file in files.file:
        pool.Add(file)
        if file.package == PACKAGE:
            names += nested_names(file.package, file.message_type)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName(name)) for name in names}


def nested_names(scope, messages):
    for message in messages:
        yield f"{scope}.{message.name}"
        yield from nested_names(f"{scope}.{message.name}", message.nested_type)


def fill(message, rng):
    if message.DESCRIPTOR.full_name == "google.protobuf.Timestamp":
        message.seconds = rng.choice([0, rng.randint(-62135596800, 253402300799)])
        message.nanos = rng.choice([0, 250_000_000, 1000, rng.randint(0, 999_999_999)])
    else:
        for field in message.DESCRIPTOR.fields:
            if rng.random() < 0.5:
                fill_field(message, field, rng)
    if rng.random() < 0.2:
        message.MergeFromString(unknown_field(rng))


def fill_field(message, field, rng):
    if field.label == Field.LABEL_REPEATED:
        for _ in range(rng.randint(0, 3)):
            if field.message_type:
                fill(getattr(message, field.name).add(), rng)
            else:
                getattr(message, field.name).append(scalar(field, rng))
    elif field.message_type:
        getattr(message, field.name).SetInParent()
        fill(getattr(message, field.name), rng)
    else:
        setattr(message, field.name, scalar(field, rng))


def scalar(field, rng):
    if field.type == Field.TYPE_STRING:
        return "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 40)))
    if field.type == Field.TYPE_BYTES:
        return rng.randbytes(rng.randint(0, 40))
    if field.enum_type:
        return rng.choice([value.number for value in field.enum_type.values] + [12345])
    return rng.choice(EDGES[field.cpp_type])


def unknown_field(rng):
    """A field number that no message has, in each wire type."""
    number = 1000 + rng.randint(0, 50)
    wire_type, value = rng.choice([(0, b"\xac\x02"), (1, b"\1" * 8), (2, b"\3abc"), (2, b"\0"), (5, b"\2" * 4)])
    tag = number << 3 | wire_type
    return bytes([tag & 0x7F | 0x80, tag >> 7]) + value


def make(protos, seed, count):
    rng = random.Random(int(seed))
    for name, kind in load(protos).items():
        for _ in range(int(count)):
            message = kind()
            fill(message, rng)
            text = json_format.MessageToJson(
                message,
                ensure_ascii=rng.random() < 0.5,
                preserving_proto_field_name=rng.random() < 0.3,
                indent=rng.choice([None, 2]),
            )
            print(name, message.SerializeToString().hex(), text.encode().hex(), sep="\t")


def check(protos):
    kinds = load(protos)
    problems = 0
    for line in sys.stdin:
        name, wire, again, text, from_json = line.rstrip("\n").split("\t")
        kind = kinds[name]
        expected = kind.FromString(bytes.fromhex(wire))
        found = difference(expected, kind, bytes.fromhex(again), bytes.fromhex(text), bytes.fromhex(from_json))
        if found:
            problems += 1
            print(f"{name} {wire}\n  {found}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def difference(expected, kind, again, text, from_json):
    if canonical(kind.FromString(again)) != canonical(expected):
        return f"re-encoded as {again.hex()}"
    mapped = without_prefixes(json_format.MessageToDict(expected), expected.DESCRIPTOR)
    if json.loads(text) != mapped:
        return f"JSON is {text.decode()}\n  expected {json.dumps(mapped, ensure_ascii=False)}"
    # JSON has no place for unknown fields.
    expected.DiscardUnknownFields()
    if canonical(kind.FromString(from_json)) != canonical(expected):
        return f"from JSON encoded as {from_json.hex()}"
    return None


def canonical(message):
    return message.SerializeToString(deterministic=True)


def without_prefixes(value, descriptor):
    """Python's JSON with enum values as ours has them: `TOPIC_HELD` as `HELD`."""
    if descriptor.full_name == "google.protobuf.Timestamp":
        return value
    fields = {field.json_name: field for field in descriptor.fields}
    result = {}
    for name, item in value.items():
        field = fields[name]
        items = item if isinstance(item, list) else [item]
        if field.enum_type:
            prefix = field.enum_type.values[0].name.removesuffix("UNSPECIFIED")
            items = [each.removeprefix(prefix) if isinstance(each, str) else each for each in items]
        elif field.message_type:
            items = [without_prefixes(each, field.message_type) for each in items]
        result[name] = items if isinstance(item, list) else items[0]
    return result


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
