// Load for the gRPC server: Control/Health, a fixed number of calls in flight on one connection.
//
//   grpc-client SOCKET IN_FLIGHT SECONDS
//
// Prints rate, p50_us and p99_us, counted as load.c counts them.
#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "../measuring.h"
#include "exclaim/v1/control.grpc.pb.h"

namespace v1 = exclaim::v1;

struct Call {
  std::unique_ptr<grpc::ClientContext> context;
  v1::HealthResponse response;
  grpc::Status status;
  std::unique_ptr<grpc::ClientAsyncResponseReader<v1::HealthResponse>> reader;
  uint64_t sent_at = 0;

  void start(v1::Control::Stub &stub, grpc::CompletionQueue &queue) {
    context = std::make_unique<grpc::ClientContext>();
    sent_at = now_ns();
    reader = stub.AsyncHealth(context.get(), v1::HealthRequest(), &queue);
    reader->Finish(&response, &status, this);
  }
};

int main(int count, char **arguments) {
  if (count != 4) give_up("usage: grpc-client SOCKET IN_FLIGHT SECONDS");
  auto channel =
      grpc::CreateChannel(std::string("unix:") + arguments[1], grpc::InsecureChannelCredentials());
  auto stub = v1::Control::NewStub(channel);
  grpc::CompletionQueue queue;
  size_t in_flight = std::stoul(arguments[2]), left = in_flight, counted = 0;
  const auto duration = static_cast<uint64_t>(std::stod(arguments[3]) * 1e9);

  latencies latencies = {};
  const uint64_t counted_from = now_ns() + duration / 10, end = counted_from + duration;
  auto calls = std::make_unique<Call[]>(in_flight);
  for (size_t i = 0; i < in_flight; i++) calls[i].start(*stub, queue);
  void *tag;
  bool ok;
  while (left > 0 && queue.Next(&tag, &ok)) {
    auto *call = static_cast<Call *>(tag);
    if (!ok || !call->status.ok()) give_up("the server answered: %s", call->status.error_message().c_str());
    const uint64_t now = now_ns();
    if (now >= counted_from && now < end) {
      latencies_add(&latencies, now - call->sent_at);
      counted++;
    }
    if (now < end)
      call->start(*stub, queue);
    else
      left--;
  }
  std::printf("rate %.0f\n", static_cast<double>(counted) / (static_cast<double>(duration) / 1e9));
  latencies_print(&latencies);
}
