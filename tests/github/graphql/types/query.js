// The root of every query.

import { couldNotResolve } from "../errors.js";
import { actorOf } from "./actor.js";
import { workflowNameIn, workflowOf } from "./checks.js";
import { commitOf } from "./commit.js";
import { DeploymentView } from "./deployment.js";
import { IssueView } from "./issue.js";
import { findOwner } from "./owner.js";
import { PullRequestView } from "./pull_request.js";
import { ReleaseView } from "./release.js";
import { repositoriesConnection, RepositoryView } from "./repository.js";
import { searchConnection } from "./search.js";
import { TeamView } from "./team.js";
import { timelineItemOf } from "./timeline_item.js";
import { listConnection } from "../connection.js";

function conversationNode(world, row) {
  const pull = world.find("pull_request", row.fact.pull_request);
  const item = pull?.repository.timeline(pull).find((each) => each.row === row);
  return item ? timelineItemOf(world, pull, item) : null;
}

const VIEWS = {
  pull_request: (world, row) => new PullRequestView(world, row),
  issue: (world, row) => new IssueView(world, row),
  deployment: (world, row) => new DeploymentView(world, row),
  release: (world, row) => new ReleaseView(world, row),
  team: (world, row) => new TeamView(world, row),
  repository: (world, row) => new RepositoryView(world, row.repository),
  person: (world, row) => actorOf(world, row.fact.id),
  review: conversationNode,
  comment: conversationNode,
};

/** Commits and workflows have ids that the simulator makes of what they are. */
function derivedNode(world, id) {
  const commit = /^C_(\d+)_([0-9a-f]+)$/.exec(id);
  if (commit) {
    const repository = world.findRepositoryByNumber(Number(commit[1]));
    return repository ? commitOf(world, repository, commit[2]) : null;
  }
  const workflow = workflowNameIn(id);
  const repository = workflow && world.findRepositoryByNumber(workflow.databaseId);
  return repository ? workflowOf(repository, workflow.name) : null;
}

function findNode(world, id) {
  const row = world.findNode(id);
  const isHidden = row?.repository?.barriers.has("lost");
  if (isHidden) throw couldNotResolve(`a node with the global id of '${id}'`);
  const view = row ? VIEWS[row.kind](world, row) : derivedNode(world, id);
  if (!view) throw couldNotResolve(`a node with the global id of '${id}'`);
  return view;
}

class Viewer {
  __typename = "User";
  id = "U_simulator";
  databaseId = 1;
  login = "simulator";
  name = "Somebody who tries";
  updatedAt = "2020-01-01T00:00:00Z";

  constructor(world) {
    this.world = world;
  }

  repositories(args, context, info) {
    return repositoriesConnection(this.world, [...this.world.repositories.values()], args, info);
  }

  organizations(args, context, info) {
    const logins = this.world.owners().filter((login) => !this.world.isUser(login));
    return listConnection(logins, (login) => findOwner(this.world, login), args, info);
  }
}

export class Query {
  constructor(world, rateLimit) {
    this.world = world;
    this.rateLimit = rateLimit;
  }

  get viewer() {
    return new Viewer(this.world);
  }

  repository({ owner, name, followRenames }) {
    const isRefused = followRenames === false && this.world.hasMoved(owner, name);
    const repository = isRefused ? undefined : this.world.findRepository(owner, name);
    if (!repository || repository.barriers.has("lost")) {
      throw couldNotResolve(`a Repository with the name '${owner}/${name}'`);
    }
    return new RepositoryView(this.world, repository);
  }

  repositoryOwner({ login }) {
    return findOwner(this.world, login);
  }

  organization({ login }) {
    const owner = findOwner(this.world, login);
    if (owner?.__typename !== "Organization") {
      throw couldNotResolve(`an Organization with the login of '${login}'`);
    }
    return owner;
  }

  user({ login }) {
    const owner = findOwner(this.world, login);
    if (owner?.__typename === "User") return owner;
    const person = [...this.world.rowsOf("person")].find((row) => row.fact.login === login);
    if (!person) throw couldNotResolve(`a User with the login of '${login}'`);
    return actorOf(this.world, person.fact.id);
  }

  node({ id }) {
    return findNode(this.world, id);
  }

  /** One that is not there does not take the others along. */
  nodes({ ids }) {
    return ids.map((id) => {
      try {
        return findNode(this.world, id);
      } catch (error) {
        return error;
      }
    });
  }

  search(args, context, info) {
    return searchConnection(this.world, args, info);
  }
}
