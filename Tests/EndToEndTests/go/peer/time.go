package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	v1 "exclaim/v1"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Records whose verification takes much longer than what is done to it meanwhile.
const longLedger = 5_000

// fill gives the server so many records.
func (p peer) fill(ctx context.Context, count int) error {
	_, err := p.submit(ctx, actors("filler", count)...)
	return err
}

func actors(key string, count int) []*v1.Record {
	records := make([]*v1.Record, count)
	for number := range records {
		records[number] = actor(fmt.Sprint(key, "-", number), "Somebody")
	}
	return records
}

// verify is the unary call that takes longest.
func (p peer) verify(ctx context.Context) error {
	verified := &v1.VerifyResponse{}
	if err := p.call(ctx, "Control", "Verify", &v1.VerifyRequest{}, verified); err != nil {
		return err
	}
	if !verified.Intact || verified.Entries < longLedger {
		return fmt.Errorf("Verify: %v", verified)
	}
	return nil
}

// deadlines lets a deadline pass on the server alone, then on both sides.
func deadlines(ctx context.Context, p peer) error {
	if err := p.fill(ctx, longLedger); err != nil {
		return err
	}
	for _, timeout := range []time.Duration{-1, time.Millisecond} {
		strict, err := dial(p.socket, ttrpc.WithUnaryClientInterceptor(allowing(timeout)))
		if err != nil {
			return err
		}
		defer strict.Close()
		if err := strict.verify(ctx); status.Code(err) != codes.DeadlineExceeded {
			return fmt.Errorf("a timeout of %v: %v", timeout, err)
		}
	}

	short, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	err := p.verify(short)
	if !errors.Is(err, context.DeadlineExceeded) && status.Code(err) != codes.DeadlineExceeded {
		return fmt.Errorf("a context that ends: %v", err)
	}
	long, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return p.verify(long)
}

// allowing asks the server for an answer in this time, while the client waits for ever.
func allowing(timeout time.Duration) ttrpc.UnaryClientInterceptor {
	return func(
		ctx context.Context, request *ttrpc.Request, response *ttrpc.Response, _ *ttrpc.UnaryClientInfo,
		invoke ttrpc.Invoker,
	) error {
		request.TimeoutNano = timeout.Nanoseconds()
		return invoke(ctx, request, response)
	}
}

// cancelled gives calls up that the server works at: the client sends no word of it, and drops the answer.
func cancelled(ctx context.Context, p peer) error {
	if err := p.fill(ctx, longLedger); err != nil {
		return err
	}
	for round := 0; round < 3; round++ {
		<-p.sent
		given, cancel := context.WithCancel(ctx)
		ended := make(chan error, 1)
		go func() { ended <- p.verify(given) }()
		<-p.sent
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			return fmt.Errorf("a call that was given up: %v", err)
		}
		if err := p.health(ctx); err != nil {
			return err
		}
	}
	return p.verify(ctx)
}

// away says when it is connected, so that the server can be stopped; then it finds the next server.
func away(ctx context.Context, p peer) error {
	if err := p.health(ctx); err != nil {
		return err
	}
	fmt.Println("connected")
	if err := p.closes(ctx); err != nil {
		return err
	}
	return again(ctx, p.socket)
}

// closes waits until the connection has ended. Until then a server that drains answers, or refuses.
func (p peer) closes(ctx context.Context) error {
	return poll("the connection outlived its server", func() (bool, error) {
		err := p.call(ctx, "Control", "Health", &v1.HealthRequest{}, &v1.HealthResponse{})
		if _, isStatus := status.FromError(err); isStatus {
			return false, nil
		}
		if !errors.Is(err, ttrpc.ErrClosed) {
			return false, fmt.Errorf("a connection that has ended: %w", err)
		}
		return true, nil
	})
}

// again waits until a server answers on the socket.
func again(ctx context.Context, socket string) error {
	return poll("no server came back", func() (bool, error) {
		p, err := dial(socket)
		if err != nil {
			return false, nil
		}
		defer p.Close()
		return p.health(ctx) == nil, nil
	})
}

// poll asks until the answer is yes, or a minute is over.
func poll(problem string, ask func() (bool, error)) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if is, err := ask(); is || err != nil {
			return err
		}
	}
	return errors.New(problem)
}
