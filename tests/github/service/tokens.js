// Who asks: which tokens are good, until when, and what they may.

import { createHash, randomBytes } from "node:crypto";

/** Of a token only this is kept and shown. */
export const tokenHash = (token) => createHash("sha256").update(token).digest("hex").slice(0, 12);

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export class Tokens {
  #accepted;
  #revoked = new Set();
  #minted = new Map();
  #used = new Set();

  /**
   * @param {import("./clock.js").Clock} clock
   * @param {{accepted: string[], scopes: string, lifetimeSeconds: number}} options Without
   *   accepted ones, any token is.
   */
  constructor(clock, { accepted, scopes, lifetimeSeconds }) {
    this.clock = clock;
    this.scopes = scopes;
    this.lifetimeSeconds = lifetimeSeconds;
    this.#accepted = new Set(accepted.map(tokenHash));
  }

  /**
   * @param {string|undefined} authorization The header.
   * @returns {{state: "none"|"bad"|"good"|"app", token?: string, hash?: string,
   *   minted?: object}} "app": a JSON web token, which only the App's own paths take.
   */
  judge(authorization) {
    const token = /^(?:bearer|token) (.+)$/i.exec(authorization ?? "")?.[1];
    if (!token) return { state: authorization ? "bad" : "none" };
    const hash = tokenHash(token);
    if (JWT.test(token) && !token.startsWith("gh")) return { state: "app", token, hash };
    return {
      state: this.#isGood(token, hash) ? "good" : "bad",
      token,
      hash,
      minted: this.#minted.get(hash),
    };
  }

  #isGood(token, hash) {
    if (this.#revoked.has(hash)) return false;
    const minted = this.#minted.get(hash);
    if (minted) return this.clock.seconds() < minted.expiresAt;
    if (token.startsWith("ghs_")) return false;
    return this.#accepted.size === 0 || this.#accepted.has(hash);
  }

  /** A token of an installation, in the long form that GitHub gives out since April 2026. */
  mint(installation, appId) {
    const expiresAt = this.clock.seconds() + this.lifetimeSeconds;
    const body = base64url({ installation: installation.id, exp: expiresAt, pad: "x".repeat(200) });
    const head = base64url({ alg: "ES256", typ: "JWT" });
    const token = `ghs_${appId}_${head}.${body}.${randomBytes(64).toString("base64url")}`;
    this.#minted.set(tokenHash(token), { installation, expiresAt, mintedAt: this.clock.now() });
    return { token, expiresAt };
  }

  /** A token that is good as long as any are. */
  invent(prefix) {
    const token = prefix + randomBytes(27).toString("base64url");
    if (this.#accepted.size > 0) this.#accepted.add(tokenHash(token));
    return token;
  }

  /** Uses a refresh token, once. */
  useUp(token) {
    if (!token || this.#used.has(tokenHash(token))) return false;
    this.#used.add(tokenHash(token));
    return true;
  }

  revoke(hash) {
    this.#revoked.add(hash);
  }

  expireMinted() {
    for (const minted of this.#minted.values()) minted.expiresAt = 0;
  }

  /** Only classic tokens have scopes; the header is missing for all others. */
  scopesOf({ token, minted }) {
    const isClassic = token && !minted && !token.startsWith("github_pat_");
    return isClassic ? this.scopes : undefined;
  }

  mayReadTeams(caller) {
    const scopes = this.scopesOf(caller);
    return scopes === undefined || /\b(read|write|admin):org\b/.test(scopes);
  }
}
