// A purse: how much a token may still use of a resource in the hour that its first request
// began.

const HOUR_SECONDS = 3600;

export class Purse {
  /** @param {import("./clock.js").Clock} clock */
  constructor(clock, resource, limit) {
    this.clock = clock;
    this.resource = resource;
    this.limit = limit;
    this.used = 0;
    this.resetAt = 0;
  }

  #refresh() {
    if (this.clock.seconds() < this.resetAt) return;
    this.used = 0;
    this.resetAt = this.clock.seconds() + HOUR_SECONDS;
  }

  get remaining() {
    this.#refresh();
    return Math.max(0, this.limit - this.used);
  }

  charge(amount) {
    this.#refresh();
    this.used += amount;
  }

  /** Uses up all of it; what is left comes back after so many seconds. */
  empty(seconds) {
    this.#refresh();
    this.used = Math.max(this.used, this.limit);
    this.resetAt = this.clock.seconds() + seconds;
  }

  snapshot() {
    const { remaining } = this;
    return { limit: this.limit, remaining, used: this.limit - remaining, reset: this.resetAt };
  }

  headers() {
    const { limit, remaining, used, reset } = this.snapshot();
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": this.resource,
    };
  }
}
