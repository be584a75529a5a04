// The lists of the API, made from exported facts.

export class Facts {
  constructor(text) {
    this.of = {};
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const fact = JSON.parse(line);
      (this.of[fact.kind] ??= []).push(fact);
    }
    this.repositories = this.of.repository ?? [];
    this.now = this.repositories.map((one) => one.updated_at).sort().at(-1);
    this.names = new Map(this.repositories.map((one) => [one.id, one.full_name]));
    this.people = new Map((this.of.person ?? []).map((one) => [one.id, one]));
    this.reviews = new Map();
    for (const review of this.of.review ?? []) {
      this.reviews.set(review.pull_request, [...(this.reviews.get(review.pull_request) ?? []), review]);
    }
    this.pulls = (this.of.pull_request ?? []).map((one) => this.pull(one));
  }

  pull(fact) {
    const person = this.people.get(fact.author);
    const commits = fact.commits ?? [];
    const first = commits.map((one) => one.authored_at).sort()[0] ?? fact.created_at;
    const reviews = (this.reviews.get(fact.id) ?? []).sort((a, b) => a.submitted_at.localeCompare(b.submitted_at));
    const review = reviews.find((one) => one.author !== fact.author)?.submitted_at ?? null;
    const approved = reviews.filter((one) => one.state === "approved").at(-1)?.submitted_at ?? null;
    const seconds = (from, to) => (from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : null);
    return {
      repository: this.names.get(fact.repository), id: fact.id, number: fact.number, title: fact.title, url: fact.url ?? null,
      author: { login: person?.login ?? "ghost", bot: person?.class === "bot" },
      state: fact.merged_at ? "merged" : fact.closed_at ? "closed" : "open", draft: fact.is_draft, base: fact.base, labels: fact.labels ?? [],
      additions: fact.additions, deletions: fact.deletions, files: fact.changed_files, opened_at: fact.created_at, first_commit_at: first,
      ready_at: fact.created_at, first_review_at: review, approved_at: approved, merged_at: fact.merged_at ?? null,
      closed_at: fact.closed_at ?? null, deployed_at: null,
      stages: {
        coding: seconds(first, fact.created_at), pickup: seconds(fact.created_at, review), review: seconds(review, approved),
        merge: seconds(approved ?? fact.created_at, fact.merged_at), deploy: null, development: null,
      },
      lead_time: null, cycle_time: seconds(first, fact.merged_at), fact, reviews,
    };
  }

  scoped(search) {
    const scope = search.get("scope") ?? "org";
    const names = scope.startsWith("repo:") ? scope.slice(5).split(",") : this.teamRepositories(scope);
    return this.pulls.filter((one) => names.length === 0 || names.includes(one.repository));
  }

  pullRequests(search) {
    const text = (search.get("q") ?? "").toLowerCase();
    const state = search.get("state");
    const sort = search.get("sort") ?? "-opened_at";
    const key = sort.replace("-", "");
    const sign = sort.startsWith("-") ? -1 : 1;
    const found = this.scoped(search)
      .filter((one) => (!state || one.state === state) && (text === "" || one.title.toLowerCase().includes(text)))
      .sort((a, b) => (a[key] === null ? 1 : b[key] === null ? -1 : a[key] < b[key] ? -sign : a[key] > b[key] ? sign : 0));
    const start = Number(search.get("cursor") || 0);
    const limit = Number(search.get("limit") ?? 100);
    const rows = found.slice(start, start + limit).map(({ fact, reviews, ...row }) => row);
    return { pull_requests: rows, total: found.length, next: start + limit < found.length ? String(start + limit) : null };
  }

  pullRequest(repository, number) {
    const found = this.pulls.find((one) => one.repository === repository && one.number === number);
    if (found === undefined) return undefined;
    const { fact, reviews, ...row } = found;
    const login = (id) => this.people.get(id)?.login ?? null;
    const events = [
      ...(fact.events ?? []).map(({ type, at, actor }) => ({ kind: type, at, actor: login(actor) })),
      ...reviews.map(({ state, submitted_at, author }) => ({ kind: state, at: submitted_at, actor: login(author) })),
    ].sort((a, b) => a.at.localeCompare(b.at));
    return { ...row, commits: fact.commits.map(({ sha, committed_at }) => ({ sha, committed_at })), events, deployment: null };
  }

  incidents() {
    const incidents = (this.of.incident ?? []).map((one) => ({
      repository: this.names.get(one.repository), id: one.id, title: one.title, url: one.url ?? null, opened_at: one.started_at,
      resolved_at: one.resolved_at ?? null, linked_deployment: one.deployment ?? null, evidence: null,
    }));
    return { incidents, total: incidents.length, next: null };
  }

  releases() {
    const releases = (this.of.release ?? []).map((one) => ({
      repository: this.names.get(one.repository), id: one.id, name: one.name ?? null, tag: one.tag, url: null, at: one.published_at, prerelease: one.is_prerelease,
    }));
    return { releases, total: releases.length, next: null };
  }

  annotations() {
    return { annotations: (this.of.annotation ?? []).map(({ id, at, text }) => ({ id, at, text })) };
  }

  corrections() {
    return {
      corrections: (this.of.correction ?? []).map((one) => ({
        id: one.id, kind: one.of, what: one.field, target: one.target, reason: one.reason, by: this.people.get(one.by)?.login ?? one.by, at: one.at, undone_at: null,
      })),
    };
  }

  repositoryList() {
    return {
      repositories: this.repositories.map((one) => ({
        name: one.full_name, source: "facts", archived: one.is_archived, changes: this.pulls.filter((pull) => pull.repository === one.full_name && pull.merged_at).length,
        deployments_from: "deployments", complete_until: this.now, sync: { state: "never" }, missing: [],
      })),
    };
  }

  teamList() {
    return {
      teams: (this.of.team ?? []).map((one) => ({
        name: one.slug, members: (one.members ?? []).length, repositories: (one.repositories ?? []).map((id) => this.names.get(id)),
      })),
    };
  }

  teamRepositories(scope) {
    if (!scope.startsWith("team:")) return [];
    return this.teamList().teams.find((one) => one.name === scope.slice(5))?.repositories ?? [];
  }
}
