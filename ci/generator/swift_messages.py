"""Swift values: a struct for each message, an enum for each enum and oneof."""

import swift_enums
from swift_text import doc

FOLDER = "Sources/ExclaimMessages/Generated"


def generate(file, files):
    if not file.messages and not file.enums:
        return
    lines = []
    for enum in file.enums:
        lines += extension(file.package.swift, swift_enums.enum_lines(enum))
    for message in file.messages:
        lines += message_extensions(file.package.swift, message)
    files.add_swift(f"{FOLDER}/{file.base}.swift", file.path, lines)


def extension(scope, body):
    return [f"extension {scope} {{"] + ["  " + line if line else line for line in body] + ["}", ""]


def message_extensions(scope, message):
    lines = extension(scope, struct_lines(message))
    for oneof in message.oneofs.values():
        lines += extension(message.swift, oneof_lines(oneof))
    for enum in message.enums:
        lines += extension(message.swift, swift_enums.enum_lines(enum))
    for nested in message.messages:
        lines += message_extensions(message.swift, nested)
    return lines


def struct_lines(message):
    members = list(message.members())
    lines = doc(message.comment) + [f"public struct {message.name}: Message {{"]
    lines.append(f'  public static let fullName = "{message.full_name}"')
    for member in members:
        lines += ["  " + line for line in doc(member.comment)]
        lines.append(f"  public var {member.swift_name}: {member_type(member)} = {member_default(member)}")
    lines += [
        "  /// Fields that a newer schema knows; kept, and sent again with the message.",
        "  public var unknownFields = UnknownFields()",
        "",
        "  /// An empty message.",
        "  public init() {}",
    ]
    if members:
        lines += ["", "  /// A message of the given fields; those left out keep their defaults."]
        lines += memberwise_lines(members)
    return lines + ["}"]


def memberwise_lines(members):
    parameters = [f"{m.swift_name}: {member_type(m)} = {member_default(m)}" for m in members]
    separated = [f"    {p}," for p in parameters[:-1]] + [f"    {parameters[-1]}"]
    assignments = [f"    self.{m.swift_name} = {m.swift_name}" for m in members]
    return ["  public init("] + separated + ["  ) {"] + assignments + ["  }"]


def member_type(member):
    return member.swift_type + "?" if member.is_oneof else member.swift_type


def member_default(member):
    return "nil" if member.is_oneof else member.default


def oneof_lines(oneof):
    lines = doc(oneof.comment or [f"Which of the fields of `{oneof.name}` is set."])
    # Boxed: an enum is as large as its largest message, and would be copied at that size.
    boxed = "indirect " if any(field.is_message for field in oneof.fields) else ""
    lines.append(f"public {boxed}enum {oneof.swift_enum}: Sendable, Hashable {{")
    for field in oneof.fields:
        lines += ["  " + line for line in doc(field.comment)]
        lines.append(f"  case {field.swift_name}({field.element})")
    return lines + ["}"]

