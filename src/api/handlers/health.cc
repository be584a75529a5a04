// Health, for those who watch over the server, and its figures, for Prometheus.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/endpoint.h"
#include "api/handlers/handlers.h"
#include "api/http/response.h"
#include "api/principal.h"
#include "api/schema.h"
#include "api/server_figures.h"
#include "base/error.h"
#include "base/json_writer.h"
#include "base/result.h"
#include "services/query/live_snapshot.h"

namespace shiplog::api {
namespace {

constexpr std::string_view kPrometheus = "text/plain; version=0.0.4; charset=utf-8";

Result<Response> live(const Call& /*call*/) { return json_response(R"({"status":"ok"})"); }

Result<Response> ready(const Call& call) {
  if (!call.services.readiness->is_ready()) {
    return Error{ErrorCode::Unavailable, "the server is starting or stopping"};
  }
  const LiveColumns columns = TRY(call.services.live->current());
  return json_response(R"({"status":"ok","generation":)" + std::to_string(columns.edition) + "}");
}

// Writes figures in Prometheus' text format.
class FigureWriter {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = "shiplog_" + std::string(name);
    out_ += "# HELP " + name_ + " " + std::string(help) + "\n";
    out_ += "# TYPE " + name_ + " " + std::string(type) + "\n";
  }
  void value(std::string_view suffix, double value) {
    out_ += name_ + std::string(suffix) + " " + number(value) + "\n";
  }
  void counter(std::string_view name, std::string_view help, const ServerFigures::Count& count) {
    family(name, "counter", help);
    value("", static_cast<double>(count));
  }
  void gauge(std::string_view name, std::string_view help, double now) {
    family(name, "gauge", help);
    value("", now);
  }
  std::string take() && { return std::move(out_); }

  static std::string number(double value) {
    std::string text;
    JsonWriter(text).real(value);
    return text;
  }

 private:
  std::string out_ = {};
  std::string name_ = {};
};

void put_answers(FigureWriter& out, const ServerFigures& figures) {
  constexpr double kMicroseconds = 1e6;
  out.family("http_responses_total", "counter", "Answers given, by the status' first digit");
  for (std::size_t digit = 1; digit < figures.answers.size(); ++digit) {
    out.value("{class=\"" + std::to_string(digit) + "xx\"}",
              static_cast<double>(figures.answers[digit]));
  }
  out.family("http_response_seconds", "histogram", "From a request's head to its answer");
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < ServerFigures::kBucketEnds.size(); ++i) {
    so_far += figures.answer_times[i];
    const double end = static_cast<double>(ServerFigures::kBucketEnds[i]) / kMicroseconds;
    out.value("_bucket{le=\"" + FigureWriter::number(end) + "\"}", static_cast<double>(so_far));
  }
  so_far += figures.answer_times.back();
  out.value("_bucket{le=\"+Inf\"}", static_cast<double>(so_far));
  out.value("_sum", static_cast<double>(figures.answer_microseconds) / kMicroseconds);
  out.value("_count", static_cast<double>(so_far));
}

void put_server(FigureWriter& out, const ServerFigures& figures) {
  out.gauge("http_connections", "Connections open now",
            static_cast<double>(figures.connections_open));
  out.counter("http_connections_total", "Connections accepted", figures.connections_accepted);
  out.counter("http_connections_evicted_total", "Slow connections closed to make room",
              figures.connections_evicted);
  out.counter("http_connections_timed_out_total", "Connections closed for taking too long",
              figures.connections_timed_out);
  out.counter("http_bytes_sent_total", "Bytes sent", figures.bytes_sent);
  out.counter("http_refused_framing_total", "Requests that no server should accept",
              figures.refused_framing);
  out.counter("http_refused_busy_total", "Requests turned away for want of room",
              figures.refused_busy);
  out.gauge("http_queries_waiting", "Requests that wait for a thread",
            static_cast<double>(figures.queries_waiting_now));
  out.gauge("event_feeds", "Listeners to events", static_cast<double>(figures.feeds_open));
  out.counter("event_feeds_dropped_total", "Listeners dropped for reading too slowly",
              figures.feeds_dropped);
  out.counter("cache_hits_total", "Answers that were there already", figures.cache_hits);
  out.counter("cache_misses_total", "Answers that had to be made", figures.cache_misses);
  out.gauge("cache_bytes", "Bytes of answers held", static_cast<double>(figures.cache_bytes_now));
}

void put_data(FigureWriter& out, const LiveColumns& columns) {
  std::size_t changes = 0;
  for (const auto& shard : columns.snapshot->shards) {
    changes += shard->change_count();
  }
  out.gauge("data_generation", "Rises when the data change", static_cast<double>(columns.edition));
  out.gauge("data_repositories", "Repositories known",
            static_cast<double>(columns.snapshot->shards.size()));
  out.gauge("data_changes", "Changes known", static_cast<double>(changes));
}

Result<Response> figures(const Call& call) {
  FigureWriter out;
  put_answers(out, *call.services.figures);
  put_server(out, *call.services.figures);
  if (const Result<LiveColumns> columns = call.services.live->current()) {
    put_data(out, *columns);
  }
  Response response{.body = bytes_of(std::move(out).take())};
  response.headers.set("content-type", kPrometheus);
  return response;
}

}  // namespace

std::vector<Endpoint> health_endpoints() {
  const Schema status = one_of({"ok"});
  return {{.path = "/health/live",
           .name = "healthLive",
           .summary = "Whether the process answers at all",
           .permission = Permission::Public,
           .response = object({{.name = "status", .schema = status}}),
           .answer = live},
          {.path = "/health/ready",
           .name = "healthReady",
           .summary = "Whether to send requests here: 503 while it starts or stops",
           .permission = Permission::Public,
           .response = object(
               {{.name = "status", .schema = status}, {.name = "generation", .schema = integer()}}),
           .answer = ready},
          {.path = "/metrics",
           .name = "figures",
           .summary = "What the server counts of itself, as Prometheus reads it",
           .permission = Permission::Operate,
           .content_type = kPrometheus,
           .answer = figures}};
}

}  // namespace shiplog::api
