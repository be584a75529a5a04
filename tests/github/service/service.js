// The service: takes a request apart, asks the doors, keeps the accounts.

import { createHash } from "node:crypto";
import { World } from "../facts/world.js";
import { FaultPlan } from "../faults/plan.js";
import { GraphQLEndpoint } from "../graphql/endpoint.js";
import { Random } from "../random.js";
import { answerRest } from "../rest/paths.js";
import { Account } from "./account.js";
import { readCall } from "./call.js";
import { Clock } from "./clock.js";
import {
  badCredentials,
  graphqlErrors,
  message,
  primaryGraphQL,
  primaryRest,
  reply,
  secondary,
} from "./replies.js";
import { Statistics } from "./statistics.js";
import { Tokens } from "./tokens.js";

/** What a purse is not asked for. */
const FREE = new Set(["/rate_limit"]);

/** Requests an hour without a token. */
const REST_OF_NOBODY = 60;

const API_VERSIONS = new Set(["2022-11-28", "2026-03-10"]);

/** What has not changed since is not told again; of every token the tags are its own. */
function withTag(answer, call) {
  if (call.method !== "GET" || answer.status !== 200) return answer;
  const told = JSON.stringify([call.caller.hash, answer.body]);
  const etag = `W/"${createHash("sha256").update(told).digest("hex")}"`;
  const headers = { ...answer.headers, etag };
  if (call.headers["if-none-match"] === etag) return { status: 304, headers, body: "" };
  return { ...answer, headers };
}

export class Service {
  clock = new Clock();
  statistics = new Statistics();
  endpoint = new GraphQLEndpoint();
  accounts = new Map();

  /**
   * @param {object} options See options.js.
   * @param {object[]} [facts] Beside those of the options' files.
   */
  constructor(options, facts = []) {
    this.options = options;
    this.app = options.app;
    this.tokens = new Tokens(this.clock, options.tokens);
    this.world = new World({ userLogins: options.users });
    this.random = new Random(options.seed);
    this.world.load(options.facts);
    this.world.addAll(facts);
    this.faults = new FaultPlan(this, options.faults);
  }

  accountOf(caller) {
    // A new token of an installation finds the purse that the old one left.
    const installation = caller.minted && `installation ${caller.minted.installation.id}`;
    const owner = installation ?? caller.hash ?? "nobody";
    if (!this.accounts.has(owner)) {
      const { limits } = this.options;
      const ofNobody = { ...limits, rest: REST_OF_NOBODY };
      this.accounts.set(owner, new Account(this.clock, caller.hash ? limits : ofNobody));
    }
    return this.accounts.get(owner);
  }

  /**
   * Answers a request, and counts it.
   * @param {{method: string, url: string, headers: object, body: Buffer}} request
   * @returns {Promise<{call: object, reply: object, manner: object}>} `manner` says how the
   *   reply is sent, when not as it should be.
   */
  async handle(request) {
    const call = readCall(request, this.endpoint);
    call.caller = this.tokens.judge(request.headers.authorization);
    call.account = this.accountOf(call.caller);
    call.account.arrive(call.door);
    this.statistics.count(call);
    const refusal = this.#refusal(call) ?? this.#limitReply(call);
    if (refusal) return { call, reply: this.#finished(call, refusal), manner: {} };
    const faults = this.faults.chosenFor(call);
    faults.before();
    const answer = await this.#answer(call, faults);
    faults.after(answer);
    return { call, reply: this.#finished(call, answer), manner: faults.manner() };
  }

  /** Takes from a purse what a request costs. */
  charge(call) {
    call.account.purses[call.door].charge(call.price?.cost ?? 1);
    this.statistics.charge(call);
  }

  async #answer(call, faults) {
    // Who asks may be somebody else since the world changed.
    call.caller = this.tokens.judge(call.headers.authorization);
    const instead = this.#refusal(call) ?? faults.instead();
    if (instead) return instead;
    if (call.door === "graphql") {
      if (!call.price?.isDryRun) this.charge(call);
      return this.#answerGraphQL(call, faults);
    }
    const answer = withTag(answerRest(this, call), call);
    if (!FREE.has(call.path) && answer.status !== 304) this.charge(call);
    return faults.altered(answer);
  }

  /** Refused before anything is looked at. */
  #refusal(call) {
    if (!call.headers["user-agent"]) {
      return reply(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/rest/overview/resources-in-the-rest-api#user-agent-required).",
      );
    }
    const version = call.headers["x-github-api-version"];
    if (version && !API_VERSIONS.has(version)) {
      return message(400, `The X-GitHub-Api-Version ${version} is not supported.`);
    }
    const { state } = call.caller;
    const isOfApp = call.path.startsWith("/app/") || call.path.endsWith("/installation");
    if (state === "bad" || (state === "app" && !isOfApp)) return badCredentials();
    if (state === "none" && call.door === "graphql") {
      return message(401, "This endpoint requires you to be authenticated.");
    }
    return undefined;
  }

  #limitReply(call) {
    const { account, door } = call;
    if (this.options.enterprise) return undefined;
    const broken = account.limitBroken(door);
    if (broken === undefined) return undefined;
    if (broken === "hour") {
      account.tellToWait([door], account.purses[door].snapshot().reset * 1000);
      return door === "graphql" ? primaryGraphQL(this.options.limitSpelling) : primaryRest();
    }
    const seconds = this.options.secondaryWait;
    account.tellToWait(["graphql", "rest"], this.clock.now() + seconds * 1000);
    return secondary(door === "graphql" ? 403 : 429, call.id, { "retry-after": String(seconds) });
  }

  async #answerGraphQL(call, faults) {
    const { prepared, query } = call;
    if (!prepared) return message(400, "Problems parsing JSON");
    if (prepared.errors) return graphqlErrors(prepared.errors);
    const unscoped = this.#insufficientScopes(call);
    if (unscoped) return unscoped;
    const rateLimit = this.#rateLimitOf(call);
    const { variables } = query;
    const result = await this.endpoint.answer({
      ...prepared,
      variables,
      world: this.world,
      rateLimit,
    });
    return faults.altered(reply(200, result));
  }

  #insufficientScopes(call) {
    const { types } = call.prepared.price;
    if (!types.has("Team") || this.tokens.mayReadTeams(call.caller)) return undefined;
    const scopes = this.tokens.scopesOf(call.caller);
    return graphqlErrors(
      [
        {
          type: "INSUFFICIENT_SCOPES",
          locations: [{ line: 1, column: 1 }],
          message:
            "Your token has not been granted the required scopes to execute this query. The 'id' " +
            "field requires one of the following scopes: ['read:org', 'read:discussion'], but your " +
            `token has only been granted the: ['${scopes.split(", ").join("', '")}'] scopes. Please ` +
            "modify your token's scopes at: https://github.com/settings/tokens.",
        },
      ],
      null,
    );
  }

  #rateLimitOf(call) {
    if (this.options.enterprise) return null;
    const { limit, remaining, used, reset } = call.account.purses.graphql.snapshot();
    const { cost, nodeCount } = call.price;
    const resetAt = new Date(reset * 1000).toISOString().replace(".000Z", "Z");
    return { cost, nodeCount, limit, remaining, used, resetAt };
  }

  /** With the headers of every reply beside its own, of which null leaves one out. */
  #finished(call, answer) {
    const all = { ...this.#headersFor(call), ...answer.headers };
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    return { ...answer, headers };
  }

  #headersFor(call) {
    const { account, caller, door } = call;
    const scopes = this.tokens.scopesOf(caller);
    const limits = this.options.enterprise ? {} : account.purses[door].headers();
    // The last request of an hour is told so.
    if (limits["x-ratelimit-remaining"] === "0") {
      account.tellToWait([door], account.purses[door].snapshot().reset * 1000);
    }
    return {
      date: this.clock.httpDate(),
      "x-github-request-id": call.id,
      "x-github-media-type": "github.v3; format=json",
      "x-github-api-version-selected": "2022-11-28",
      ...limits,
      ...(scopes === undefined
        ? {}
        : { "x-oauth-scopes": scopes, "x-accepted-oauth-scopes": "repo" }),
      ...(this.options.enterprise
        ? { "x-github-enterprise-version": this.options.enterprise }
        : {}),
    };
  }
}
