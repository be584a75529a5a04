// What GitHub counts for one token: its purses, what it does at once and in a minute, and
// until when it has been told to wait.

import { Minute } from "./minute.js";
import { Purse } from "./purse.js";

// A request that was on its way when the reply went out did not disobey.
const CROSSING_MS = 20;

export class Account {
  /**
   * @param {import("./clock.js").Clock} clock
   * @param {object} limits {points, rest, atOnce, pointsPerMinute, restPerMinute,
   *   secondsPerMinute, querySecondsPerMinute}
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
    // A query is one point of the minute, and so is a GET.
    this.points = { graphql: new Minute(clock), rest: new Minute(clock) };
    this.seconds = { graphql: new Minute(clock), rest: new Minute(clock) };
  }

  arrive(door) {
    this.requests += 1;
    this.inFlight += 1;
    this.peakInFlight = Math.max(this.peakInFlight, this.inFlight);
    this.#judgePatience(door);
    this.points[door].add(1);
  }

  /** How long GitHub's machines were busy with a request. */
  worked(door, seconds) {
    this.seconds[door].add(seconds);
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

  /** "moment", "hour", or undefined while all is well. */
  limitBroken(door) {
    const { limits } = this;
    const pointsMost = door === "graphql" ? limits.pointsPerMinute : limits.restPerMinute;
    const queries = this.seconds.graphql.sum;
    const isTooMuch =
      this.inFlight > limits.atOnce ||
      this.points[door].sum > pointsMost ||
      queries > limits.querySecondsPerMinute ||
      queries + this.seconds.rest.sum > limits.secondsPerMinute;
    if (isTooMuch) return "moment";
    return this.purses[door].remaining <= 0 ? "hour" : undefined;
  }

  #judgePatience(door) {
    const wait = this.waits[door];
    const now = this.clock.now();
    if (!wait || now >= wait.until) return;
    if (now - wait.since < CROSSING_MS) this.requestsCrossingALimit += 1;
    else this.requestsWhileLimited += 1;
  }
}
