"""Python's protobuf as an oracle for ExclaimReflection.

    oracle.py make SET SEED COUNT    random messages of test.kinds.Kinds, one line each: wire form, JSON (hexadecimal)
    oracle.py check SET              reads what Swift made of them: wire form, Swift's JSON of it, Swift's wire form
                                     from Python's JSON; exits 1 on a difference
"""

import json
import pathlib
import random
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import FieldDescriptor as Field

LETTERS = 'abz AZ09_\0\n\x1f"\\/äЖ中\u2028😀'
EDGES = {
    Field.CPPTYPE_INT32: [0, 1, -1, 300, 2**31 - 1, -(2**31)],
    Field.CPPTYPE_INT64: [0, 1, -1, 2**63 - 1, -(2**63), 2**53 + 1],
    Field.CPPTYPE_UINT32: [0, 1, 127, 128, 2**32 - 1],
    Field.CPPTYPE_UINT64: [0, 1, 2**64 - 1, 2**53 + 1],
    Field.CPPTYPE_DOUBLE: [0.0, 0.1, 1.0, -2.5, 1e300, 5e-324, 1 / 3, float("inf"), float("-inf")],
    Field.CPPTYPE_FLOAT: [0.0, 0.5, -2.25, 1024.0, float("inf")],
    Field.CPPTYPE_BOOL: [False, True],
}


def load(path):
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(pathlib.Path(path).read_bytes()).file:
        pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("test.kinds.Kinds"))


def fill(message, rng):
    if message.DESCRIPTOR.full_name == "google.protobuf.Timestamp":
        message.seconds = rng.randint(-62135596800, 253402300799)
        message.nanos = rng.choice([0, 250_000_000, 1000, rng.randint(0, 999_999_999)])
    elif message.DESCRIPTOR.full_name == "google.protobuf.Duration":
        sign = rng.choice([-1, 1])
        message.seconds = sign * rng.choice([0, 1, 315_576_000_000, rng.randint(0, 10**6)])
        message.nanos = sign * rng.choice([0, 500_000_000, 1000, rng.randint(0, 999_999_999)])
        if abs(message.seconds) == 315_576_000_000:
            message.nanos = 0
    else:
        for field in message.DESCRIPTOR.fields:
            if rng.random() < 0.4:
                fill_field(message, field, rng)


def fill_field(message, field, rng):
    value = getattr(message, field.name)
    if field.message_type and field.message_type.GetOptions().map_entry:
        key, content = field.message_type.fields_by_name["key"], field.message_type.fields_by_name["value"]
        for _ in range(rng.randint(0, 3)):
            if content.message_type:
                fill(value[scalar(key, rng)], rng)
            else:
                value[scalar(key, rng)] = scalar(content, rng)
    elif field.label == Field.LABEL_REPEATED:
        for _ in range(rng.randint(0, 3)):
            if field.message_type:
                fill(value.add(), rng)
            else:
                value.append(scalar(field, rng))
    elif field.message_type:
        value.SetInParent()
        fill(value, rng)
    else:
        setattr(message, field.name, scalar(field, rng))


def scalar(field, rng):
    if field.cpp_type == Field.CPPTYPE_STRING:
        text = "".join(rng.choice(LETTERS) for _ in range(rng.randint(0, 8)))
        return text if field.type == Field.TYPE_STRING else text.encode()
    if field.cpp_type == Field.CPPTYPE_ENUM:
        return rng.choice([value.number for value in field.enum_type.values])
    return rng.choice(EDGES[field.cpp_type])


def make(path, seed, count):
    rng = random.Random(int(seed))
    kind = load(path)
    for _ in range(int(count)):
        message = kind()
        fill(message, rng)
        wire = message.SerializeToString()
        if rng.random() < 0.3:
            # Two messages behind each other are one that is merged of both.
            other = kind()
            fill(other, rng)
            # The sum of two durations' parts may have no text.
            other.ClearField("lasted")
            wire += other.SerializeToString()
            message = kind.FromString(wire)
        text = json_format.MessageToJson(message, preserving_proto_field_name=rng.random() < 0.3)
        print(wire.hex(), text.encode().hex(), sep="\t")


def check(path):
    kind = load(path)
    problems = 0
    for line in sys.stdin:
        wire, text, from_json = (bytes.fromhex(column) for column in line.rstrip("\n").split("\t"))
        expected = kind.FromString(wire)
        mapped = json_format.MessageToDict(expected)
        # The one enum with a prefix: Swift leaves it out.
        if "inners" in mapped:
            for inner in mapped["inners"]:
                shorten(inner)
        for each in [mapped.get("inner"), mapped.get("part"), *mapped.get("byInt32", {}).values()]:
            shorten(each)
        if json.loads(text) != mapped:
            problems += 1
            print(f"{wire.hex()}\n  JSON is {text.decode()}\n  expected {json.dumps(mapped)}", file=sys.stderr)
        again = kind.FromString(from_json)
        if again.SerializeToString(deterministic=True) != expected.SerializeToString(deterministic=True):
            problems += 1
            print(f"{wire.hex()}\n  from JSON encoded as {from_json.hex()}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def shorten(inner):
    if inner and "shade" in inner:
        inner["shade"] = inner["shade"].removeprefix("SHADE_")


{"make": make, "check": check}[sys.argv[1]](*sys.argv[2:])
