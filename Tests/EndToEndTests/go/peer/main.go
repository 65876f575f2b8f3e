// Command peer calls a server through an unmodified Go ttrpc client, on messages generated from Protos/ alone.
//
//	peer SOCKET TOPIC
//
// It prints "ok" when the server kept what the topic promises; else it says what the server did, and ends with 1.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/containerd/ttrpc"
	"google.golang.org/protobuf/proto"
)

// Each topic has a connection of its own, and a file of this folder has a few of them.
var topics = map[string]func(ctx context.Context, p peer) error{
	"identity":   identity,
	"records":    records,
	"refusals":   refusals,
	"metadata":   metadata,
	"sizes":      sizes,
	"crowd":      crowd,
	"deadlines":  deadlines,
	"cancelled":  cancelled,
	"away":       away,
	"extensions": extensions,
}

func main() {
	time.AfterFunc(2*time.Minute, func() { fail(errors.New("still not done after two minutes")) })
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fail(err)
	}
	fmt.Println("ok")
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "peer:", err)
	os.Exit(1)
}

func run(socket, topic string) error {
	p, err := dial(socket)
	if err != nil {
		return err
	}
	defer p.Close()
	if promise := topics[topic]; promise != nil {
		return promise(context.Background(), p)
	}
	return fmt.Errorf("no topic %q", topic)
}

// peer is a connection to the server on a socket.
type peer struct {
	*ttrpc.Client
	socket string
	// Has a value once something was sent.
	sent <-chan struct{}
}

func dial(socket string, options ...ttrpc.ClientOpts) (peer, error) {
	connection, err := net.Dial("unix", socket)
	if err != nil {
		return peer{}, err
	}
	sent := make(chan struct{}, 1)
	return peer{ttrpc.NewClient(watched{connection, sent}, options...), socket, sent}, nil
}

// call calls "Service/Method" of exclaim.v1.
func (p peer) call(ctx context.Context, service, method string, request, response proto.Message) error {
	return p.Call(ctx, "exclaim.v1."+service, method, message{request}, message{response})
}

// watched is a connection that tells when something was sent. The client sends one call after the other, so what
// is called after that comes after it.
type watched struct {
	net.Conn
	sent chan<- struct{}
}

func (w watched) Write(bytes []byte) (int, error) {
	count, err := w.Conn.Write(bytes)
	select {
	case w.sent <- struct{}{}:
	default:
	}
	return count, err
}
