import type { PullRequestDetail } from "../../api/types";
import { formatTime } from "../../format/times";

interface Event {
  at: string;
  what: string;
  who: string | null;
}

/** Everything that is known to have happened, in its order. */
export function PullEvents({ pull }: { pull: PullRequestDetail }) {
  const events = eventsOf(pull);
  return (
    <section className="card">
      <h2>What happened</h2>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">When (UTC)</th>
              <th scope="col">What</th>
              <th scope="col">Who</th>
            </tr>
          </thead>
          <tbody>
            {events.map(({ at, what, who }, index) => (
              <tr key={`${at} ${what} ${index}`}>
                <td className="nowrap">{formatTime(at)}</td>
                <td className="wide">{what}</td>
                <td>{who ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function eventsOf({ commits, events, author, opened_at, merged_at, deployed_at }: PullRequestDetail): Event[] {
  const own = (at: string | null, what: string, who: string | null = null): Event[] => (at === null ? [] : [{ at, what, who }]);
  return [
    ...commits.flatMap(({ sha, committed_at }) => own(committed_at, `Commit ${sha.slice(0, 10)}`)),
    ...own(opened_at, "Opened", author?.login ?? null),
    ...events.map(({ kind, actor, at }) => ({ at, what: words(kind), who: actor })),
    ...(events.some(({ kind }) => kind === "merged") ? [] : own(merged_at, "Merged")),
    ...own(deployed_at, "Deployed"),
  ].sort((a, b) => a.at.localeCompare(b.at));
}

function words(kind: string): string {
  const text = kind.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
