// The system's libsodium (Debian: libsodium-dev). Exclaim uses its SHA-256 and its random bytes.
#include <sodium.h>
