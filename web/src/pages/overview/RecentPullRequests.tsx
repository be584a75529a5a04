import { Link } from "wouter";
import { usePullRequests } from "../../api/questions";
import { useLink, useQuestion } from "../../app/address";
import { formatCount, formatDuration } from "../../format/numbers";
import { formatDay } from "../../format/times";

const newest = { state: "merged", sort: "-merged_at" };

/** The last ones of the selection, and the way to all of them. */
export function RecentPullRequests() {
  const { search } = useQuestion();
  const link = useLink();
  const page = usePullRequests(search, newest).data?.pages[0];
  if (page === undefined || page.pull_requests.length === 0) return null;
  return (
    <section className="card" aria-label="Pull requests">
      <div className="card-head">
        <h2>Pull requests merged ({formatCount(page.total)})</h2>
        <Link href={link("/pulls")} className="button">
          Show all
        </Link>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Pull request</th>
              <th scope="col">Merged</th>
              <th scope="col" className="number">
                Lead time
              </th>
              <th scope="col" className="number">
                Lines
              </th>
            </tr>
          </thead>
          <tbody>
            {page.pull_requests.slice(0, 8).map((pull) => (
              <tr key={`${pull.repository} ${pull.number}`}>
                <td className="wide">
                  <Link href={link(`/pulls/${pull.repository}/${pull.number}`)}>
                    #{pull.number} {pull.title}
                  </Link>{" "}
                  <span className="caption">{pull.repository}</span>
                </td>
                <td className="nowrap">{pull.merged_at === null ? "–" : formatDay(pull.merged_at)}</td>
                <td className="number">{formatDuration(pull.lead_time)}</td>
                <td className="number">
                  {pull.additions === null ? "–" : formatCount(pull.additions + (pull.deletions ?? 0))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
