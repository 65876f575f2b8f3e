// Unary calls on one connection, a fixed number of them in flight, and how long each took.
#pragma once

#include "frames.h"

struct calls {
  struct inbox inbox;
  uint32_t stream;    // the last id in use
  uint64_t *sent_at;  // by stream id, 0 when not in flight
  size_t slot_mask;
  uint8_t *out;
  size_t out_bytes;
  // A streamed answer that arrives between those of the calls; 0 for none.
  uint32_t streamed;
  size_t streamed_bytes;
};

// Room for so many calls, with requests of so many bytes.
static inline struct calls open_calls(int socket, size_t in_flight, size_t request_bytes) {
  size_t slots = 64;
  while (slots < in_flight * 4) slots *= 2;
  return (struct calls){
      .inbox = open_inbox(socket),
      .stream = (uint32_t)-1,
      .sent_at = checked(calloc(slots, sizeof(uint64_t))),
      .slot_mask = slots - 1,
      .out = checked(malloc(in_flight * request_bytes)),
  };
}

static inline void close_calls(struct calls *calls) {
  close_inbox(&calls->inbox);
  free(calls->sent_at);
  free(calls->out);
}

static inline uint64_t *call_slot(struct calls *calls, uint32_t stream) {
  return &calls->sent_at[(stream >> 1) & calls->slot_mask];
}

// Adds a request to what the next flush sends; returns where it stands, for changes.
static inline uint8_t *queue_call(struct calls *calls, struct bytes frame, uint64_t now) {
  do calls->stream += 2;
  while (*call_slot(calls, calls->stream) != 0);
  *call_slot(calls, calls->stream) = now;
  uint8_t *place = calls->out + calls->out_bytes;
  memcpy(place, frame.start, frame.count);
  put32(place + 4, calls->stream);
  calls->out_bytes += frame.count;
  return place;
}

static inline void flush_calls(struct calls *calls) {
  send_all(calls->inbox.socket, calls->out, calls->out_bytes);
  calls->out_bytes = 0;
}

// Waits for answers and takes them; returns how many calls they finished.
static inline size_t take_answers(struct calls *calls, struct latencies *latencies) {
  receive(&calls->inbox);
  uint64_t now = now_ns();
  uint8_t header[HEADER_BYTES];
  struct bytes payload;
  size_t done = 0;
  while (take_frame(&calls->inbox, header, &payload)) {
    uint32_t stream = get32(header + 4);
    if (calls->streamed && stream == calls->streamed) {
      if (header[8] == RESPONSE) check_response(payload);
      if (header[8] != DATA || header[9] != 0) give_up("the streamed answer ended: the ledger is too small");
      calls->streamed_bytes += payload.count;
      continue;
    }
    if (header[8] != RESPONSE) give_up("the server sent a frame that is no answer");
    check_response(payload);
    uint64_t *sent_at = call_slot(calls, stream);
    if (*sent_at == 0) give_up("the server answered a call that was not made");
    if (latencies) latencies_add(latencies, now - *sent_at);
    *sent_at = 0;
    done++;
  }
  return done;
}
