// The commits of a repository, and what is reachable from where, newest first as git shows it.

import { microsecondsOf } from "./times.js";

/** A heap of commits: the newest on top, of one moment the one that was found first. */
class Frontier {
  #heap = [];

  get size() {
    return this.#heap.length;
  }

  push(entry) {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!Frontier.#isBefore(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  pop() {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && Frontier.#isBefore(heap[child + 1], heap[child])) child += 1;
      if (!Frontier.#isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return top;
  }

  static #isBefore(left, right) {
    return left.time !== right.time ? left.time > right.time : left.found < right.found;
  }
}

export class History {
  #commits = new Map();
  #head;
  #walks = new Map();

  get size() {
    return this.#commits.size;
  }

  find(sha) {
    return this.#commits.get(sha);
  }

  /** What is added on top of the head is a push. */
  add(commit) {
    const isKnown = this.#commits.has(commit.sha);
    this.#commits.set(commit.sha, commit);
    this.#walks.clear();
    if (isKnown) return;
    if (this.#head !== undefined && commit.parents.includes(this.#head)) this.#head = commit.sha;
  }

  /** @param {(commit: object) => object} changed */
  change(changed) {
    for (const [sha, commit] of this.#commits) this.#commits.set(sha, changed(commit));
    this.#walks.clear();
  }

  clear() {
    this.#commits.clear();
    this.#walks.clear();
    this.#head = undefined;
  }

  /** Moves the default branch, wherever it was. */
  force(sha) {
    this.#head = sha;
  }

  /**
   * The head of the default branch: the newest commit that none follows. The branches of pull
   * requests end in such commits too.
   * @param {() => Map<string, object>} shasOfPulls
   */
  head(shasOfPulls) {
    if (this.#head === undefined && this.size > 0) this.#head = this.#findHead(shasOfPulls());
    return this.#head;
  }

  /** The commits reachable from one, newest first. */
  walk(sha) {
    if (!this.#walks.has(sha)) {
      // A force push or two need no more; each list of a long history is large.
      if (this.#walks.size > 4) this.#walks.clear();
      this.#walks.set(sha, this.#walkFrom(sha));
    }
    return this.#walks.get(sha);
  }

  #findHead(shasOfPulls) {
    const followed = new Set();
    for (const commit of this.#commits.values()) commit.parents.forEach((sha) => followed.add(sha));
    const ends = [...this.#commits.values()].filter((commit) => !followed.has(commit.sha));
    const own = ends.filter((commit) => !shasOfPulls.has(commit.sha));
    const candidates = own.length > 0 ? own : ends;
    let newest;
    for (const commit of candidates) {
      const time = microsecondsOf(commit.committed_at);
      if (!newest || time >= newest.time) newest = { time, sha: commit.sha };
    }
    return newest?.sha;
  }

  #walkFrom(sha) {
    const frontier = new Frontier();
    const found = new Set();
    const meet = (each) => {
      const commit = this.#commits.get(each);
      if (!commit || found.has(each)) return;
      found.add(each);
      frontier.push({ commit, time: microsecondsOf(commit.committed_at), found: found.size });
    };
    meet(sha);
    const commits = [];
    while (frontier.size > 0) {
      const { commit } = frontier.pop();
      commits.push(commit);
      commit.parents.forEach(meet);
    }
    return commits;
  }
}
