package exclaim

import (
	"os"
	"os/user"
	"path/filepath"
)

// SocketPath is where the server is to be found when nobody names a socket, by the rule of the server and of its
// command line: $EXCLAIM_SOCKET, else $XDG_RUNTIME_DIR/exclaim/exclaim.sock, else
// ~/.local/state/exclaim/exclaim.sock.
func SocketPath() string { return socketPath(os.Getenv, accountHome) }

func socketPath(variable func(string) string, accountHome func() string) string {
	if path := variable("EXCLAIM_SOCKET"); path != "" {
		return path
	}
	if folder := variable("XDG_RUNTIME_DIR"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "exclaim", "exclaim.sock")
	}
	home := variable("HOME")
	if home == "" {
		home = accountHome()
	}
	return filepath.Join(home, ".local", "state", "exclaim", "exclaim.sock")
}

func accountHome() string {
	account, err := user.Current()
	if err != nil {
		return ""
	}
	return account.HomeDir
}
