package main

import (
	"context"
	"fmt"
	"time"

	v1 "exclaim/v1"

	"github.com/containerd/ttrpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const (
	unknown    = v1.CancelOutcome_CANCEL_OUTCOME_UNSPECIFIED
	notOpen    = v1.CancelOutcome_CANCEL_OUTCOME_NOT_OPEN
	called     = v1.CancelOutcome_CANCEL_OUTCOME_CANCELLED
	committing = v1.CancelOutcome_CANCEL_OUTCOME_COMMITTING
)

// extensions uses what the server adds to ttrpc through ordinary calls.
func extensions(ctx context.Context, p peer) error {
	if err := hello(ctx, p); err != nil {
		return err
	}
	if err := p.fill(ctx, longLedger); err != nil {
		return err
	}
	if err := p.calledOff(ctx, 99, notOpen); err != nil {
		return err
	}
	if err := cancelsRead(ctx, p.socket); err != nil {
		return err
	}
	// Later and later, through all that a submission goes through, until it has ended by itself.
	for delay, outcome := time.Duration(0), unknown; outcome != notOpen; delay += 20 * time.Millisecond {
		var err error
		if outcome, err = cancelsWrite(ctx, p.socket, delay); err != nil {
			return err
		}
		if delay == 0 && outcome != called {
			return fmt.Errorf("Cancel at once: %v", outcome)
		}
	}
	return stopsWrite(ctx, p)
}

// hello agrees on windows and cancellation: neither changes anything for unary calls.
func hello(ctx context.Context, p peer) error {
	wanted := []v1.Extension{v1.Extension_EXTENSION_CANCEL, v1.Extension_EXTENSION_WINDOW, 2_000_000_000}
	agreed := &v1.HelloResponse{}
	request := &v1.HelloRequest{Client: "go-peer/1", Extensions: wanted, WindowBytes: 65_536}
	if err := p.call(ctx, "Control", "Hello", request, agreed); err != nil {
		return fmt.Errorf("Hello: %w", err)
	}
	inForce := fmt.Sprint(agreed.Extensions) == fmt.Sprint(wanted[:2])
	if !inForce || agreed.WindowBytes != 65_536 || agreed.Version == "" {
		return fmt.Errorf("Hello: %v", agreed)
	}
	return nil
}

func (p peer) cancel(ctx context.Context, stream uint32) (v1.CancelOutcome, error) {
	response := &v1.CancelResponse{}
	err := p.call(ctx, "Control", "Cancel", &v1.CancelRequest{Stream: stream}, response)
	return response.Outcome, err
}

// calledOff cancels a stream and expects this outcome.
func (p peer) calledOff(ctx context.Context, stream uint32, expected v1.CancelOutcome) error {
	outcome, err := p.cancel(ctx, stream)
	if err != nil || outcome != expected {
		return fmt.Errorf("Cancel of %d: %v, %v", stream, outcome, err)
	}
	return nil
}

// cancelsRead calls a long read off. The first call of a connection has stream 1.
func cancelsRead(ctx context.Context, socket string) error {
	p, err := dial(socket)
	if err != nil {
		return err
	}
	defer p.Close()
	ended := make(chan error, 1)
	go func() { ended <- p.verify(ctx) }()
	<-p.sent
	if err := p.calledOff(ctx, 1, called); err != nil {
		return err
	}
	if err := <-ended; status.Code(err) != codes.Canceled {
		return fmt.Errorf("a read that was called off: %v", err)
	}
	return p.calledOff(ctx, 1, notOpen)
}

// cancelsWrite calls a long submission off after a while, and finds what the server said of it to be true.
func cancelsWrite(ctx context.Context, socket string, delay time.Duration) (v1.CancelOutcome, error) {
	p, err := dial(socket)
	if err != nil {
		return unknown, err
	}
	defer p.Close()
	key := fmt.Sprint("called-off-", delay)
	ended := make(chan error, 1)
	go func() {
		_, err := p.submit(ctx, actors(key, 2_000)...)
		ended <- err
	}()
	<-p.sent
	time.Sleep(delay)
	outcome, err := p.cancel(ctx, 1)
	if err != nil {
		return unknown, fmt.Errorf("Cancel of a submission: %w", err)
	}
	err = <-ended
	_, missing := p.get(ctx, key+"-0")
	switch {
	case outcome == called && status.Code(missing) == codes.NotFound:
		stopped := &v1.CallStopped{}
		err = refusal(err, codes.Canceled, stopped)
		if err == nil && stopped.Write != v1.WriteState_WRITE_STATE_NOT_MADE {
			err = fmt.Errorf("a submission that was called off: %v", stopped)
		}
		return outcome, err
	case (outcome == committing || outcome == notOpen) && err == nil && missing == nil:
		return outcome, nil
	}
	return outcome, fmt.Errorf("Cancel said %v; the submission ended with %v; reading gives %v", outcome, err, missing)
}

// stopsWrite lets the time of a submission run out: the details say what became of it.
func stopsWrite(ctx context.Context, p peer) error {
	strict, err := dial(p.socket, ttrpc.WithUnaryClientInterceptor(allowing(time.Millisecond)))
	if err != nil {
		return err
	}
	defer strict.Close()
	_, err = strict.submit(ctx, actors("late", longLedger)...)
	stopped := &v1.CallStopped{}
	if err := refusal(err, codes.DeadlineExceeded, stopped); err != nil {
		return err
	}
	// Submissions are stored one after the other: once this one is, nothing of the late one is under way.
	if _, err := p.submit(ctx, actor("after-late", "Somebody")); err != nil {
		return err
	}
	_, missing := p.get(ctx, "late-0")
	switch {
	case stopped.Write == v1.WriteState_WRITE_STATE_NOT_MADE && status.Code(missing) == codes.NotFound:
		return nil
	case stopped.Write == v1.WriteState_WRITE_STATE_COMMITTING && missing == nil:
		return nil
	}
	return fmt.Errorf("a late submission is said to be %v; reading gives %v", stopped.Write, missing)
}
