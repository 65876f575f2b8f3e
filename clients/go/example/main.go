// Command example stores what a ministry said, finds it again and follows what is written: all that most programs need.
//
//	example        the server is the one at $EXCLAIM_SOCKET, or where the command line looks for it
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"exclaim"
	v1 "exclaim/Generated/v1"
)

func main() {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "example:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	client, err := exclaim.Connect(ctx, exclaim.Options{})
	if err != nil {
		return err
	}
	defer client.Close()

	// Each record has a key of ours: to submit it again changes nothing. References may point forward.
	stored, err := client.Submit(ctx, &v1.SubmitRequest{Atomic: true, Records: records("more than forty")})
	if err != nil {
		return err
	}
	fmt.Println("stored:", len(stored.Results))
	again, err := client.Submit(ctx, &v1.SubmitRequest{Atomic: true, Records: records("more than forty")})
	if err != nil {
		return err
	}
	fmt.Println("the second time:", again.Created, "new")

	// A refusal names each field that is wrong.
	_, err = client.Submit(ctx, &v1.SubmitRequest{Atomic: true, Records: records("a good many or so")})
	var failure *exclaim.Error
	if !errors.As(err, &failure) {
		return fmt.Errorf("words that are no number were taken: %w", err)
	}
	for _, problem := range failure.Problems() {
		fmt.Printf("refused: record %d, %s: %q\n", problem.Record, problem.Field, problem.Value)
	}

	// A list comes as a stream, however long it is.
	list := &v1.ListRequest{Filter: &v1.Filter{Kind: v1.RecordKind_RECORD_KIND_CLAIM, Speaker: "go-example-ministry"}}
	err = client.Each(ctx, list, func(record *v1.Record) error {
		quantity := record.GetClaim().GetQuantity()
		fmt.Printf("%s: %q, so at least %d\n", record.GetClaim().Key, quantity.Words, quantity.Hard.GetLow())
		return nil
	})
	if err != nil {
		return err
	}

	// Followed from where the record was stored on, until it has come. A program that goes on for ever keeps the Sequence
	// of each message, and begins with the one after it when it comes back.
	var enough = errors.New("seen")
	watch := &v1.WatchRequest{From: stored.Results[0].Sequence, Filter: list.Filter}
	err = client.Follow(ctx, watch, func(change *v1.WatchResponse) error {
		for _, record := range change.Records {
			fmt.Printf("in the journal: %s, revision %d\n", record.GetClaim().Key, record.Revision)
			return enough
		}
		return nil
	})
	if err != enough {
		return err
	}
	return nil
}

func records(words string) []*v1.Record {
	ministry := &v1.Actor{
		Key: "go-example-ministry", Kind: v1.ActorKind_ACTOR_KIND_MINISTRY, Name: "Ministry of the North",
	}
	claim := &v1.Claim{
		Key:       "go-example-claim",
		SpeechAct: v1.SpeechAct_SPEECH_ACT_ASSERTS,
		Speaker:   &v1.Speaker{Actor: "go-example-ministry"},
		Measure:   &v1.Measure{Topic: v1.Topic_TOPIC_HELD, Scope: "in the example for Go"},
		Value:     &v1.Claim_Quantity{Quantity: &v1.Quantity{Words: words}},
	}
	return []*v1.Record{{Content: &v1.Record_Claim{Claim: claim}}, {Content: &v1.Record_Actor{Actor: ministry}}}
}
