// The system's libnettle (Debian: nettle-dev). Exclaim uses its SHA-256.
#include <nettle/sha2.h>
