// The system's GLPK (Debian: libglpk-dev). Exclaim uses its simplex method.
#include <glpk.h>
