// Command scenarios runs the scenarios of Tests/Conformance/scenarios through the Go client.
//
//	scenarios SOCKET FOLDER
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"time"

	"exclaim"
)

type scenario struct {
	Name  string            `json:"name"`
	Rule  string            `json:"rule"`
	Steps []json.RawMessage `json:"steps"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: scenarios SOCKET FOLDER")
		os.Exit(64)
	}
	rand.Seed(time.Now().UnixNano())
	passed, failed, err := runAll(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "scenarios:", err)
		os.Exit(1)
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}

func runAll(socket, folder string) (passed, failed int, err error) {
	client, err := exclaim.Connect(context.Background(), exclaim.Options{Socket: socket})
	if err != nil {
		return 0, 0, err
	}
	defer client.Close()
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		return 0, 0, err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return passed, failed, err
		}
		var cases []json.RawMessage
		if err := strictly(text, &cases); err != nil {
			return passed, failed, fmt.Errorf("%s: %w", file, err)
		}
		for _, text := range cases {
			var one scenario
			err := strictly(text, &one)
			if err == nil {
				err = run(client, one)
			}
			if err != nil {
				failed++
				problem := strings.ReplaceAll(err.Error(), "\n", " ")
				fmt.Printf("%s, %s: %s\n", filepath.Base(file), one.Name, problem)
			} else {
				passed++
			}
		}
	}
	return passed, failed, nil
}

// strictly decodes JSON: a member that is not known is an error, and numbers keep their digits.
func strictly(text []byte, into interface{}) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	return decoder.Decode(into)
}

func run(client *exclaim.Client, one scenario) error {
	r := &runner{
		client:  client,
		streams: map[string]stream{},
		values:  map[string]string{"run": fmt.Sprintf("go-%d-%x", os.Getpid(), rand.Int63())},
	}
	defer r.dropStreams()
	for number, text := range one.Steps {
		if err := r.step(text); err != nil {
			return fmt.Errorf("step %d: %w", number+1, err)
		}
	}
	return nil
}
