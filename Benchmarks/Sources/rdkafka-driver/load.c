#include "driver.h"

#include <dlfcn.h>

struct rd rd;

void rd_load(const char *library) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) fail("cannot open %s: %s", library, dlerror());
#define RD_LOOK_UP(name)                                                                                               \
  *(void **)&rd.name = dlsym(handle, "rd_kafka_" #name);                                                               \
  if (rd.name == NULL) fail("%s has no rd_kafka_" #name, library);
  RD_FUNCTIONS(RD_LOOK_UP)
#undef RD_LOOK_UP
}
