"""Methods as values, client stubs, server protocols, and the registries of messages and methods."""

from swift_text import doc

MESSAGES = "Sources/ExclaimMessages/Generated"
CLIENT = "Sources/ExclaimClient/Generated"
SERVER = "Sources/ExclaimRPC/Generated"


def generate(package, files):
    files.add_swift(f"{MESSAGES}/{package.swift}.swift", package.name, namespace_lines(package))
    services = package.services()
    if not services:
        return
    files.add_swift(f"{MESSAGES}/MethodRegistry+All.swift", package.name, registry_lines(services))
    for service in services:
        source = service.file.path
        files.add_swift(f"{MESSAGES}/{service.name}+Methods.swift", source, method_lines(service))
        files.add_swift(f"{CLIENT}/{service.name}Client.swift", source, client_lines(service))
        files.add_swift(f"{SERVER}/{service.name}Service.swift", source, server_lines(service))


def namespace_lines(package):
    lines = [f"/// The messages, enums and services of `{package.name}`.", f"public enum {package.swift} {{"]
    lines += ["  /// Every message type, nested ones included."]
    lines += ["  public static let messages: [any Message.Type] = ["]
    lines += [f"    {message.swift}.self," for message in package.messages()]
    lines += ["  ]", "", "  /// Every enum type.", "  public static let enums: [any OpenEnum.Type] = ["]
    lines += [f"    {enum.swift}.self," for enum in package.enums()]
    return lines + ["  ]", "}"]


def method_lines(service):
    lines = [f"extension {service.file.package.swift} {{"]
    lines += ["  " + line for line in doc(service.comment)]
    lines += [f"  public enum {service.name} {{", f'    public static let fullName = "{service.full_name}"']
    for method in service.methods:
        lines += [""] + ["    " + line for line in doc(method.comment)]
        lines += [
            f"    public static let {method.swift_name} = Method<{method.request}, {method.response}>(",
            f'      service: fullName, name: "{method.name}", shape: .{method.shape})',
        ]
    return lines + ["  }", "}"]


def registry_lines(services):
    lines = ["extension MethodRegistry {", "  /// Every method of every service, in the order of the protos."]
    lines += ["  public static let all: [AnyMethod] = ["]
    for service in services:
        for method in service.methods:
            text = " ".join(" ".join(method.comment).split()).replace("\\", "\\\\").replace('"', '\\"')
            lines += ["    AnyMethod(", f"      {service.swift}.{method.swift_name},"]
            lines += [f'      comment: "{text}"),']
    return lines + ["  ]", "}"]


def client_lines(service):
    name = f"{service.name}Client"
    lines = ["public import ExclaimMessages", ""] + doc(service.comment)
    lines += [
        f"public struct {name} {{",
        "  /// Where the calls go.",
        "  public let connection: Connection",
        "",
        "  /// The service at the other end of a connection.",
        "  public init(_ connection: Connection) {",
        "    self.connection = connection",
        "  }",
    ]
    for method in service.methods:
        value = f"{service.swift}.{method.swift_name}"
        sends_one = method.shape in ("unary", "serverStream")
        request = f"_ request: {method.request}, " if sends_one else ""
        pair = f"<{method.request}, {method.response}>"
        result = {
            "unary": method.response,
            "serverStream": f"ResponseStream<{method.response}>",
            "clientStream": "RequestSink" + pair,
            "bidirectional": "Duplex" + pair,
        }[method.shape]
        arguments = f"{value}, request, options" if sends_one else f"{value}, options"
        lines += [""] + ["  " + line for line in doc(method.comment)]
        lines += [
            f"  public func {method.swift_name}(",
            f"    {request}options: CallOptions = .init()",
            f"  ) throws(CallError) -> {result} {{",
            f"    try connection.{method.shape}({arguments})",
            "  }",
        ]
    return lines + ["}"]


def server_lines(service):
    name = f"{service.name}Service"
    lines = ["public import ExclaimMessages", ""] + doc(service.comment)
    lines += [f"public protocol {name}: Sendable {{"]
    for index, method in enumerate(service.methods):
        lines += ([""] if index else []) + ["  " + line for line in doc(method.comment)]
        lines += [f"  func {method.swift_name}(", f"    {', '.join(server_parameters(method))}"]
        reply = "" if answers_with_stream(method) else f" -> Reply<{method.response}>"
        lines += [f"  ) async throws{reply}"]
    lines += ["}", "", f"extension {name} {{", "  /// What a router needs to serve these methods."]
    lines += ["  public var registrations: [Registration] {", "    ["]
    for method in service.methods:
        arguments = ", ".join(f"${index}" for index in range(len(server_parameters(method))))
        call = f"try await self.{method.swift_name}({arguments})"
        lines.append(f"      .{method.shape}({service.swift}.{method.swift_name}) {{ {call} }},")
    return lines + ["    ]", "  }", "}"]


def answers_with_stream(method):
    return method.shape in ("serverStream", "bidirectional")


def server_parameters(method):
    if method.shape in ("unary", "serverStream"):
        parameters = [f"_ request: {method.request}"]
    else:
        parameters = [f"_ requests: RequestStream<{method.request}>"]
    if answers_with_stream(method):
        parameters.append(f"_ responses: ResponseWriter<{method.response}>")
    return parameters + ["_ context: CallContext"]
