# Makes the methods of the services from the .proto files: `awk -f methods.awk -v form=header|source FILE...`.
# Each rpc becomes an exclaim_method and functions with its own types, under the comment that it has there.

# As protobuf-c does it: an underscore before a capital, but not between capitals (who_am_irequest).
function snake(name,    result, i, character, was_upper) {
  was_upper = 1
  for (i = 1; i <= length(name); i++) {
    character = substr(name, i, 1)
    if (character ~ /[A-Z]/ && !was_upper) result = result "_"
    was_upper = character ~ /[A-Z]/
    result = result tolower(character)
  }
  return result
}

BEGIN {
  print "// Made from Protos by methods.awk; do not edit."
  if (form == "header") {
    print "#ifndef EXCLAIM_METHODS_H\n#define EXCLAIM_METHODS_H\n\n#include \"exclaim.h\"\n"
    print "#ifdef __cplusplus\nextern \"C\" {\n#endif"
  } else {
    print "#include <string.h>\n\n#include \"exclaim.h\"\n"
  }
}

/^service / { service = $2; next }
/^}/ { service = "" }
service == "" { next }
/^  \/\/ / { note = note substr($0, 3) "\n"; next }
/^  rpc / {
  # rpc Name([stream] Request) returns ([stream] Response);
  if (!match($0, /^  rpc [A-Za-z]+\((stream )?[A-Za-z]+\) returns \((stream )?[A-Za-z]+\);$/)) {
    print FILENAME ":" FNR ": methods.awk cannot read this rpc" > "/dev/stderr"
    failed = 1
    exit 1
  }
  split($0, part, /[()]/)
  name = substr(part[1], 7)
  client = sub(/^stream /, "", part[2])
  server = sub(/^stream /, "", part[4])
  function_name = "exclaim_" snake(service) "_" snake(name)
  method = "exclaim_method_" snake(service) "_" snake(name)
  request = "Exclaim__V1__" part[2]
  response = "Exclaim__V1__" part[4]
  if (form == "header") header(); else source()
  note = ""
}

function header() {
  print ""
  print "EXCLAIM_API extern const exclaim_method " method ";"
  printf "%s", note
  opening = "    exclaim_connection *connection, "
  asked = "const " request " *request,\n    "
  closing = "const exclaim_options *options, exclaim_error **error) {"
  asking = client ? "NULL" : "&request->base"
  if (!client && !server) {
    print "static inline " response " *" function_name "("
    print opening asked closing
    print "  return (" response " *)exclaim_call("
    print "      connection, &" method ", " asking ", options, error);"
    print "}"
    return
  }
  print "static inline exclaim_stream *" function_name "("
  print opening (client ? "" : asked) closing
  print "  return exclaim_open(connection, &" method ", " asking ", options, error);"
  print "}"
  if (server) {
    print "static inline " response " *" function_name "_next("
    print "    exclaim_stream *stream, exclaim_error **error) {"
    print "  return (" response " *)exclaim_next(stream, error);"
    print "}"
  } else {
    print "static inline bool " function_name "_send("
    print "    exclaim_stream *stream, const " request " *message, exclaim_error **error) {"
    print "  return exclaim_send(stream, &message->base, error);"
    print "}"
    print "static inline " response " *" function_name "_finish("
    print "    exclaim_stream *stream, exclaim_error **error) {"
    print "  return (" response " *)exclaim_finish(stream, error);"
    print "}"
  }
}

function source() {
  print "const exclaim_method " method " = {"
  shape = (client ? "true" : "false") ", " (server ? "true" : "false")
  print "    \"exclaim.v1." service "\", \"" name "\", " shape ","
  print "    &exclaim__v1__" snake(part[2]) "__descriptor, &exclaim__v1__" snake(part[4]) "__descriptor};"
  all = all "    &" method ",\n"
}

END {
  if (failed) exit 1
  if (form == "header") {
    print "\n#ifdef __cplusplus\n}\n#endif\n\n#endif"
    exit
  }
  print "\nstatic const exclaim_method *const all[] = {\n" all "};\n"
  print "const exclaim_method *exclaim_find_method(const char *path) {"
  print "  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {"
  print "    size_t length = strlen(all[i]->service);"
  print "    bool found = strncmp(path, all[i]->service, length) == 0 && path[length] == '/' &&"
  print "                 strcmp(path + length + 1, all[i]->name) == 0;"
  print "    if (found) return all[i];"
  print "  }"
  print "  return NULL;"
  print "}"
}
