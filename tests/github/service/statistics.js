// Counts everything that went through the simulator.

export class Statistics {
  constructor() {
    this.reset();
  }

  reset() {
    this.startedAt = Date.now();
    this.requests = { graphql: 0, rest: 0 };
    this.points = 0;
    this.fetches = 0;
    this.bytes = { received: 0, sent: 0, unpacked: 0 };
    this.inFlight = 0;
    this.peakInFlight = 0;
    this.statuses = {};
    this.operations = {};
    this.faults = {};
    this.redirects = 0;
  }

  arrive() {
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
  }

  leave() {
    this.inFlight -= 1;
  }

  /** @param {{door: string, operation: string}} call */
  count({ door, operation }) {
    this.requests[door] += 1;
    this.#operation(operation).requests += 1;
  }

  /** What a request was charged for, which is nothing when it was refused. */
  charge({ operation, price }) {
    if (!price) return;
    this.points += price.cost;
    this.fetches += price.fetches;
    this.#operation(operation).points += price.cost;
  }

  #operation(name) {
    this.operations[name] ??= { requests: 0, points: 0, bytes: 0, errors: 0 };
    return this.operations[name];
  }

  countReply({ operation, status, sent, unpacked, hasErrors }) {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    this.bytes.sent += sent;
    this.bytes.unpacked += unpacked;
    const entry = this.#operation(operation);
    entry.bytes += sent;
    if (hasErrors) entry.errors += 1;
  }

  countFault(name) {
    this.faults[name] = (this.faults[name] ?? 0) + 1;
  }

  snapshot(accounts) {
    const sum = (member) => [...accounts.values()].reduce((total, each) => total + each[member], 0);
    return {
      requests: this.requests.graphql + this.requests.rest,
      graphql_requests: this.requests.graphql,
      rest_requests: this.requests.rest,
      points: this.points,
      fetches: this.fetches,
      requests_while_limited: sum("requestsWhileLimited"),
      requests_crossing_a_limit: sum("requestsCrossingALimit"),
      peak_in_flight: this.peakInFlight,
      bytes: this.bytes,
      statuses: this.statuses,
      operations: this.operations,
      faults: this.faults,
      tokens: Object.fromEntries(
        [...accounts].map(([hash, account]) => [
          hash,
          {
            requests: account.requests,
            peak_in_flight: account.peakInFlight,
            requests_while_limited: account.requestsWhileLimited,
            graphql: account.purses.graphql.snapshot(),
            rest: account.purses.rest.snapshot(),
          },
        ]),
      ),
      seconds: (Date.now() - this.startedAt) / 1000,
    };
  }
}
