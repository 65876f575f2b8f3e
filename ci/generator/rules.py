"""What our protos must hold to. Each broken rule is told with the name it concerns and the remedy."""

SHADOWED = frozenset(
    """Array Bool Double Float Int32 Int64 Message MessageLayout MessageList Method MethodShape OpenEnum
    Optional String StructReader StructWriter Timestamp UInt32 UInt64 UInt8 UnknownFields JSONValue
    JSONFailure JSONMember JSONWriter DecodingFailure""".split()
)


def check(package):
    problems = []
    for message in package.messages():
        problems += message_problems(message)
    for enum in package.enums():
        problems += enum_problems(enum)
    for service in package.services():
        problems += comment_problems(service, "service")
        for method in service.methods:
            problems += comment_problems(method, "method")
            for name in (method.request, method.response):
                problems += foreign_problems(method.full_name, name)
    problems += cycle_problems(package)
    return problems


def message_problems(message):
    problems = comment_problems(message, "message")
    if message.is_map_entry:
        problems.append(f"{message.full_name}: maps have no Swift form; use a repeated message with a key")
    if message.name in SHADOWED:
        problems.append(f"{message.full_name}: the name hides a type of the runtime; choose another")
    for field in message.fields:
        problems += comment_problems(field, "field")
        problems += foreign_problems(field.full_name, field.element)
        if field.json != field.name and "_" not in field.name:
            problems.append(f"{field.full_name}: a field with another name in JSON needs an _ in its own")
        if field.swift_name == "unknownFields":
            problems.append(f"{field.full_name}: the name is the runtime's; choose another")
    return problems


def foreign_problems(where, swift_type):
    if not swift_type.startswith("<"):
        return []
    return [f"{where}: type {swift_type[1:-1]} has no Swift form; use a type of this package or a Timestamp"]


def comment_problems(item, kind):
    if item.comment:
        return []
    name = getattr(item, "full_name", item.name)
    return [f"{name}: the {kind} has no comment; say what it means, above it or at the end of its line"]


def enum_problems(enum):
    problems = comment_problems(enum, "enum")
    zero = enum.prefix + "UNSPECIFIED"
    if enum.values[0].name != zero or enum.values[0].number != 0:
        problems.append(f"{enum.full_name}: the first value is {enum.values[0].name}; it must be {zero} = 0")
    names, numbers = set(), set()
    for value in enum.values:
        if not value.name.startswith(enum.prefix):
            problems.append(f"{enum.full_name}: value {value.name} must start with {enum.prefix}")
        if value.number < 0 or value.number in numbers:
            problems.append(f"{enum.full_name}: value {value.name} has a negative or repeated number")
        if value.swift_name in names or value.swift_name == "unrecognized":
            problems.append(f"{enum.full_name}: value {value.name} has a Swift name that is taken")
        names.add(value.swift_name)
        numbers.add(value.number)
    return problems


def cycle_problems(package):
    """protobuf-c decodes nested messages by recursion without a limit, so no message may contain itself."""
    contained = {m.full_name: {f.type_name for f in m.fields if f.is_message} for m in package.messages()}
    finished, problems = set(), []

    def visit(name, trail):
        if name in trail:
            cycle = trail[trail.index(name) :] + [name]
            problems.append(f"{name}: contains itself ({' → '.join(cycle)}); refer to it by key instead")
            return
        if name in finished:
            return
        for inner in sorted(contained.get(name, ())):
            visit(inner, trail + [name])
        finished.add(name)

    for name in sorted(contained):
        visit(name, [])
    return problems
