// conformance-runner SOCKET FOLDER, or conformance-runner --scripted FOLDER.
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "runner.h"

char *failed(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char text[4096];
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return strdup(text);
}

json_object *member(json_object *object, const char *name) {
  json_object *value = NULL;
  json_object_object_get_ex(object, name, &value);
  return value;
}

const char *text_member(json_object *object, const char *name) {
  json_object *value = member(object, name);
  return json_object_is_type(value, json_type_string) ? json_object_get_string(value) : NULL;
}

int64_t number_member(json_object *object, const char *name, int64_t otherwise) {
  json_object *value = member(object, name);
  return json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : otherwise;
}

char *check_names(json_object *object, const char *known) {
  if (!json_object_is_type(object, json_type_object)) return failed("an object with %s is expected", known);
  json_object_object_foreach(object, name, value) {
    (void)value;
    const char *place = strstr(known, name);
    size_t length = strlen(name);
    while (place != NULL &&
           !((place == known || place[-1] == ' ') && (place[length] == ' ' || place[length] == 0))) {
      place = strstr(place + 1, name);
    }
    if (place == NULL || length == 0) return failed("nobody knows \"%s\"; known are %s", name, known);
  }
  return NULL;
}

char *find_method(const char *path, const exclaim_method **method) {
  char whole[256];
  bool is_short = strncmp(path, "exclaim.", 8) != 0;
  snprintf(whole, sizeof whole, "%s%s", is_short ? "exclaim.v1." : "", path);
  *method = exclaim_find_method(whole);
  return *method == NULL ? failed("there is no method %s", whole) : NULL;
}

static int is_case_file(const struct dirent *entry) {
  size_t length = strlen(entry->d_name);
  return length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0;
}

int run_folder(const char *folder, char *(*run)(json_object *one, void *context), void *context) {
  struct dirent **files = NULL;
  int n_files = scandir(folder, &files, is_case_file, alphasort);
  unsigned passed = 0, lost = 0;
  for (int i = 0; i < n_files; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, files[i]->d_name);
    json_object *cases = json_object_from_file(path);
    size_t count = json_object_is_type(cases, json_type_array) ? json_object_array_length(cases) : 0;
    if (count == 0) {
      printf("%s: it holds no list of cases\n", files[i]->d_name);
      lost++;
    }
    for (size_t at = 0; at < count; at++) {
      json_object *one = json_object_array_get_idx(cases, at);
      char *why = run(one, context);
      if (why == NULL) passed++;
      else {
        const char *name = text_member(one, "name");
        printf("%s: \"%s\": %s\n", files[i]->d_name, name == NULL ? "" : name, why);
        lost++;
      }
      free(why);
    }
    json_object_put(cases);
    free(files[i]);
  }
  free(files);
  printf("%u passed, %u failed\n", passed, lost);
  return lost == 0 && passed > 0 ? 0 : 1;
}

int main(int count, char **arguments) {
  if (count != 3) {
    fprintf(stderr, "usage: %s SOCKET FOLDER, or %s --scripted FOLDER\n", arguments[0], arguments[0]);
    return 64;
  }
  if (strcmp(arguments[1], "--scripted") == 0) return run_folder(arguments[2], run_scripted, NULL);
  return run_folder(arguments[2], run_scenario, arguments[1]);
}
