// What came together in the last minute.

const MINUTE_MS = 60_000;

export class Minute {
  #entries = [];
  #sum = 0;

  /** @param {import("./clock.js").Clock} clock */
  constructor(clock) {
    this.clock = clock;
  }

  add(amount) {
    this.#entries.push({ at: this.clock.now(), amount });
    this.#sum += amount;
  }

  get sum() {
    const from = this.clock.now() - MINUTE_MS;
    while (this.#entries.length > 0 && this.#entries[0].at <= from) {
      this.#sum -= this.#entries.shift().amount;
    }
    return this.#entries.length > 0 ? this.#sum : 0;
  }
}
