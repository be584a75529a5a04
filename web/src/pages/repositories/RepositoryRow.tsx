import { Link } from "wouter";
import type { Repository, SyncState } from "../../api/types";
import { formatCount } from "../../format/numbers";
import { formatTime } from "../../format/times";
import { deploymentRule } from "../../format/words";

export function RepositoryRow({ repository, sync }: { repository: Repository; sync(): void }) {
  const { name, source, archived, changes, deployments_from, complete_until, missing } = repository;
  const isBusy = repository.sync.state === "running";
  return (
    <tr>
      <th scope="row" className="wide">
        <Link href={`/overview?scope=repo:${name}`}>{name}</Link>
        <div className="caption">
          {sourceWords[source]}
          {archived && " · archived"}
        </div>
      </th>
      <td className="number">{formatCount(changes)}</td>
      <td>{deployments_from === null ? "not known" : deploymentRule(deployments_from)}</td>
      <td className="nowrap">{complete_until === null ? "–" : formatTime(complete_until)}</td>
      <td>{source === "github" ? <Progress sync={repository.sync} name={name} /> : "imported"}</td>
      <td className="wide">
        {missing.length === 0
          ? "nothing"
          : missing.map(({ what, costs }) => (
              <div key={what}>
                {what} <span className="caption">{costs}</span>
              </div>
            ))}
      </td>
      <td>
        {source === "github" && (
          <button type="button" className="button" disabled={isBusy} onClick={sync}>
            Sync<span className="unseen"> {name}</span>
          </button>
        )}
      </td>
    </tr>
  );
}

const sourceWords = { github: "from GitHub", git: "from a git clone", facts: "from facts" } as const;

/** Phase, share and the last error, each where there is one. */
function Progress({ sync, name }: { sync: SyncState; name: string }) {
  const { state, phase, done, total, error, finished_at } = sync;
  const share = total > 0 ? Math.min(1, done / total) : undefined;
  return (
    <div>
      <div>
        {stateWords[state]}
        {state === "running" && phase !== null && `: ${phase}`}
        {state === "idle" && finished_at !== null && `, ${formatTime(finished_at)}`}
      </div>
      {state === "running" && share !== undefined && (
        <div className="progress" role="progressbar" aria-label={`Sync of ${name}`} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
          <span style={{ width: `${share * 100}%` }} />
        </div>
      )}
      {state === "running" && (
        <div className="caption">
          {formatCount(done)}
          {share !== undefined && ` of ${formatCount(total)}`}
        </div>
      )}
      {error !== null && <div className="worse">{error}</div>}
    </div>
  );
}

const stateWords = {
  never: "not synced yet",
  idle: "up to date",
  running: "running",
  failed: "failed",
} as const;
