import { useState } from "react";
import { usePullRequests } from "../../api/questions";
import { apiUrl, address } from "../../api/client";
import { useQuestion } from "../../app/address";
import { formatCount } from "../../format/numbers";
import { plural } from "../../format/words";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { PullTable } from "./PullTable";

const states = ["", "open", "merged", "closed"] as const;
const words = { "": "All", open: "Open", merged: "Merged", closed: "Closed unmerged" } as const;

/** Every pull request of the selection; nothing here sorts or groups by person. */
export default function Pulls() {
  const { search, page, turn, change } = useQuestion();
  const sort = page.sort ?? "-opened_at";
  const more = { q: page.q ?? "", state: page.state ?? "", sort };
  const pulls = usePullRequests(search, more);
  const rows = pulls.data?.pages.flatMap((one) => one.pull_requests) ?? [];
  const total = pulls.data?.pages[0]?.total ?? 0;

  return (
    <section className="card" aria-label="Pull requests">
      <div className="card-head">
        <h2 aria-live="polite">{pulls.data === undefined ? "Pull requests" : plural(total, "pull request")}</h2>
        <div className="card-actions">
          <a
            className="button"
            href={apiUrl(address("/export", search, { format: "csv" }))}
            download
          >
            Export all values (CSV)
          </a>
        </div>
      </div>
      <div className="toolbar">
        <SearchField text={page.q ?? ""} choose={(q) => turn({ q }, "replace")} />
        <div className="button-group" role="group" aria-label="State">
          {states.map((state) => (
            <button
              key={state}
              type="button"
              className="button"
              aria-pressed={(page.state ?? "") === state}
              onClick={() => turn({ state }, "replace")}
            >
              {words[state]}
            </button>
          ))}
        </div>
      </div>
      <Ask question={pulls}>
        {() =>
          rows.length === 0 ? (
            <Empty title="No pull request fits">
              <p>{page.q ? `No title has “${page.q}” in it.` : "Nothing was opened or merged in this scope and time."}</p>
              <button
                type="button"
                className="button"
                onClick={() =>
                  page.q || page.state
                    ? turn({ q: "", state: "" }, "replace")
                    : change({ range: { kind: "last", amount: 12, unit: "m" } })
                }
              >
                {page.q || page.state ? "Drop the filter" : "Show 12 months"}
              </button>
            </Empty>
          ) : (
            <>
              <PullTable
                rows={rows}
                total={total}
                sort={sort}
                sortBy={(key) => turn({ sort: sort === `-${key}` ? key : `-${key}` }, "replace")}
                wantMore={() => {
                  if (pulls.hasNextPage && !pulls.isFetchingNextPage) void pulls.fetchNextPage();
                }}
              />
              <p className="caption" role="status">
                {formatCount(rows.length)} of {formatCount(total)} loaded
                {pulls.isFetchingNextPage && "; more are on their way"}
              </p>
            </>
          )
        }
      </Ask>
    </section>
  );
}

/** Asks when the typing pauses, not at each letter. */
function SearchField({ text, choose }: { text: string; choose(text: string): void }) {
  const [typed, setTyped] = useState(text);
  const [timer, setTimer] = useState<ReturnType<typeof setTimeout>>();
  return (
    <input
      className="input search-field"
      type="search"
      aria-label="Search in titles"
      placeholder="Search in titles"
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        clearTimeout(timer);
        setTimer(setTimeout(() => choose(target.value.trim()), 250));
      }}
    />
  );
}
