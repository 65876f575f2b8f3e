package main

import (
	"context"
	"fmt"
	"sync"
)

const (
	goroutines = 64
	rounds     = 10
)

// crowd has many goroutines call at once, first over one connection, then each over its own: every one gets the
// answers to its own questions.
func crowd(ctx context.Context, p peer) error {
	err := allAtOnce(func(number int) error { return member(ctx, p, fmt.Sprint("shared-", number)) })
	if err != nil {
		return err
	}
	return allAtOnce(func(number int) error {
		own, err := dial(p.socket)
		if err != nil {
			return err
		}
		defer own.Close()
		return member(ctx, own, fmt.Sprint("own-", number))
	})
}

func member(ctx context.Context, p peer, name string) error {
	for round := 0; round < rounds; round++ {
		key := fmt.Sprint(name, "-", round)
		if err := writesAndReads(ctx, p, key, "Member "+key); err != nil {
			return err
		}
		if err := p.health(ctx); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

// allAtOnce returns one of the errors, if there are any.
func allAtOnce(work func(number int) error) error {
	var group sync.WaitGroup
	errs := make(chan error, goroutines)
	for number := 0; number < goroutines; number++ {
		group.Add(1)
		go func(number int) {
			defer group.Done()
			errs <- work(number)
		}(number)
	}
	group.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
