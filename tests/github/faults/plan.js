// The plan: which faults happen, and when. What happens is in the table.

import { Random } from "../random.js";
import { FAULTS, usualTime } from "./table.js";

const WHEN = ["at", "every", "from", "chance", "times"];
const FILTERS = ["operation", "repository", "above"];

const find = (name) => FAULTS.find((fault) => fault.name === name);

/** "3" is a number, "3+7" are two, and "acme/shop" is a text. */
function valueOf(text) {
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return /^\d+(\+\d+)+$/.test(text) ? text.split("+").map(Number) : text;
}

/**
 * Reads "secondary:at=3,wait=1".
 * @param {string} text
 */
export function readSpec(text) {
  const colon = text.indexOf(":");
  const name = colon < 0 ? text : text.slice(0, colon);
  const fault = find(name);
  if (!fault) throw new Error(`there is no fault '${name}'; --list-faults tells which there are`);
  const words = colon < 0 ? [] : text.slice(colon + 1).split(",");
  const given = Object.fromEntries(
    words.map((word) => {
      const [key, ...value] = word.split("=");
      return [key, valueOf(value.join("="))];
    }),
  );
  const known = [...WHEN, ...FILTERS, ...Object.keys(fault.options ?? {})];
  const strange = Object.keys(given).find((key) => !known.includes(key));
  if (strange) throw new Error(`'${name}' knows no '${strange}'; it knows ${known.join(", ")}`);
  const isTimed = WHEN.some((key) => key in given);
  return { fault, options: { ...(isTimed ? {} : usualTime(fault)), ...fault.options, ...given } };
}

/** One fault of the plan, with the count of the requests that it looks at. */
class Rule {
  #seen = 0;
  #fired = 0;

  constructor(spec, random) {
    Object.assign(this, readSpec(spec));
    this.random = random;
    this.memory = {};
  }

  /** Whether the fault could befall a request. */
  concerns(call) {
    const { fault, options } = this;
    return (
      (!fault.door || fault.door === call.door) &&
      (!fault.when || fault.when(call, options)) &&
      (options.operation === undefined || options.operation === call.operation) &&
      (options.repository === undefined || options.repository === call.repository) &&
      (options.above === undefined || (call.price?.rows ?? 0) > options.above)
    );
  }

  /** Whether it does, now. */
  fires() {
    const { at, every, from = 1, chance, times = Infinity } = this.options;
    this.#seen += 1;
    // Chance is asked each time, so that one rule's luck does not hang on another's.
    const isLucky = chance === undefined || this.random.next() < chance;
    const isTime =
      (at === undefined || [at].flat().includes(this.#seen)) &&
      (every === undefined || this.#seen % every === 0) &&
      this.#seen >= from;
    if (!isTime || !isLucky || this.#fired >= times) return false;
    this.#fired += 1;
    return true;
  }
}

/** The faults that befall one request. */
class Befalling {
  #hit;

  constructor(service, call, rules) {
    this.service = service;
    this.call = call;
    this.rules = rules;
    this.#hit = rules.filter((rule) => rule.fires());
    for (const rule of this.#hit) service.statistics.countFault(rule.fault.name);
  }

  #occasion({ options, random, memory }) {
    return { service: this.service, call: this.call, options, random, memory };
  }

  /** What changes in the world before the request is looked at. */
  before() {
    for (const rule of this.#hit) rule.fault.before?.(this.#occasion(rule));
  }

  /** @returns {object|undefined} A reply in place of the answer. */
  instead() {
    for (const rule of this.#hit) {
      const reply = rule.fault.instead?.(this.#occasion(rule));
      if (reply) return reply;
    }
    return undefined;
  }

  altered(reply) {
    for (const rule of this.#hit) rule.fault.alter?.(reply, this.#occasion(rule));
    return reply;
  }

  after(reply) {
    for (const rule of this.rules) rule.fault.watch?.(reply, this.#occasion(rule));
    for (const rule of this.#hit) rule.fault.after?.(reply, this.#occasion(rule));
  }

  /** How the reply is sent: {write} in place of the usual, {delay} in seconds before it. */
  manner() {
    const manners = this.#hit.map((rule) => rule.fault.manner?.(this.#occasion(rule)) ?? {});
    return Object.assign({}, ...manners);
  }
}

export class FaultPlan {
  #service;
  #rules = [];

  /** @param {string[]} specs */
  constructor(service, specs) {
    this.#service = service;
    specs.forEach((spec) => this.add(spec));
  }

  add(spec) {
    const rule = new Rule(spec, new Random(`${this.#service.options.seed} ${spec}`));
    this.#rules.push(rule);
    rule.fault.start?.({ service: this.#service, options: rule.options, random: rule.random });
  }

  clear() {
    this.#rules = [];
  }

  chosenFor(call) {
    const concerned = this.#rules.filter((rule) => rule.concerns(call));
    return new Befalling(this.#service, call, concerned);
  }
}
