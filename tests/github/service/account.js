// What GitHub counts for one token: its purses, what it does at once and in a minute, and
// until when it has been told to wait.

import { Purse } from "./purse.js";

const MINUTE_MS = 60_000;

// A request that was on its way when the reply went out did not disobey.
const CROSSING_MS = 20;

export class Account {
  /**
   * @param {import("./clock.js").Clock} clock
   * @param {object} limits {points, rest, atOnce, pointsPerMinute, restPerMinute}
   */
  constructor(clock, limits) {
    this.clock = clock;
    this.limits = limits;
    this.purses = {
      graphql: new Purse(clock, "graphql", limits.points),
      rest: new Purse(clock, "core", limits.rest),
    };
    this.inFlight = 0;
    this.peakInFlight = 0;
    this.requests = 0;
    this.requestsWhileLimited = 0;
    this.requestsCrossingALimit = 0;
    this.waits = { graphql: undefined, rest: undefined };
    this.recent = new Map();
  }

  arrive(door) {
    this.requests += 1;
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
    this.#judgePatience(door);
    const calls = this.#recentOf(door);
    calls.push(this.clock.now());
  }

  leave() {
    this.inFlight -= 1;
  }

  /** @param {string[]} doors @param {number} until Milliseconds since 1970. */
  tellToWait(doors, until) {
    for (const door of doors) {
      const since = this.clock.now();
      this.waits[door] = { since, until: Math.max(until, this.waits[door]?.until ?? 0) };
    }
  }

  /** "at_once", "a_minute", "hour", or undefined while all is well. */
  limitBroken(door) {
    if (this.inFlight > this.limits.atOnce) return "at_once";
    const perMinute = door === "graphql" ? this.limits.pointsPerMinute : this.limits.restPerMinute;
    if (this.#recentOf(door).length > perMinute) return "a_minute";
    return this.purses[door].remaining <= 0 ? "hour" : undefined;
  }

  // A query is one point of the minute, and so is a GET.
  #recentOf(door) {
    const calls = this.recent.get(door) ?? [];
    const from = this.clock.now() - MINUTE_MS;
    while (calls.length > 0 && calls[0] <= from) calls.shift();
    this.recent.set(door, calls);
    return calls;
  }

  #judgePatience(door) {
    const wait = this.waits[door];
    const now = this.clock.now();
    if (!wait || now >= wait.until) return;
    if (now - wait.since < CROSSING_MS) this.requestsCrossingALimit += 1;
    else this.requestsWhileLimited += 1;
  }
}
