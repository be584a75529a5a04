// The clock of the simulated GitHub: the machine's, moved forward on command. Everything that
// a reply says of time follows it.

export class Clock {
  #ahead = 0;

  /** Milliseconds since 1970. */
  now() {
    return Date.now() + this.#ahead;
  }

  /** Whole seconds since 1970. */
  seconds() {
    return Math.floor(this.now() / 1000);
  }

  /** @param {number} seconds May be negative: clocks do jump. */
  advance(seconds) {
    this.#ahead += seconds * 1000;
  }

  /** "2026-11-25T09:00:00Z" */
  text(secondsAhead = 0) {
    return new Date((this.seconds() + secondsAhead) * 1000).toISOString().replace(".000Z", "Z");
  }

  /** As the `date` header says it. */
  httpDate() {
    return new Date(this.now()).toUTCString();
  }
}
