// Command ttrpc-server is the peer of exclaimd: containerd's ttrpc for Go, with a Control/Health that answers
// the same bytes.
//
//	ttrpc-server SOCKET VERSION
package main

import (
	"context"
	"log"
	"net"
	"os"

	"github.com/containerd/ttrpc"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: ttrpc-server SOCKET VERSION")
	}
	listener, err := net.Listen("unix", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	server, err := ttrpc.NewServer()
	if err != nil {
		log.Fatal(err)
	}
	response := &healthResponse{state: 1, version: os.Args[2]}
	health := func(_ context.Context, unmarshal func(interface{}) error) (interface{}, error) {
		if err := unmarshal(&healthRequest{}); err != nil {
			return nil, err
		}
		return response, nil
	}
	server.Register("exclaim.v1.Control", map[string]ttrpc.Method{"Health": health})
	log.Fatal(server.Serve(context.Background(), listener))
}
