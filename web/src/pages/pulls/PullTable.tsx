import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { Link } from "wouter";
import type { PullRequest } from "../../api/types";
import { useLink } from "../../app/address";
import { formatCount, formatDuration } from "../../format/numbers";
import { formatDay } from "../../format/times";

interface Column {
  key: string;
  name: string;
  /** What the API sorts by. */
  sort?: string;
  numeric?: boolean;
  cell(pull: PullRequest): string;
}

const day = (time: string | null) => (time === null ? "–" : formatDay(time));

const columns: readonly Column[] = [
  { key: "repository", name: "Repository", sort: "repository", cell: ({ repository }) => repository.replace(/^.*\//, "") },
  { key: "state", name: "State", cell: ({ state, draft }) => (draft ? "draft" : state) },
  { key: "opened", name: "Opened", sort: "opened_at", cell: ({ opened_at }) => day(opened_at) },
  { key: "merged", name: "Merged", sort: "merged_at", cell: ({ merged_at }) => day(merged_at) },
  { key: "cycle", name: "Cycle time", sort: "cycle_time", numeric: true, cell: ({ cycle_time }) => formatDuration(cycle_time) },
  { key: "lead", name: "Lead time", sort: "lead_time", numeric: true, cell: ({ lead_time }) => formatDuration(lead_time) },
  { key: "lines", name: "Lines", sort: "size", numeric: true, cell: ({ additions, deletions }) => (additions === null ? "–" : formatCount(additions + (deletions ?? 0))) },
];

const rowHeight = 36;

/** Only the rows in view exist; more are asked for before the end comes into view. */
export function PullTable({
  rows,
  total,
  sort,
  sortBy,
  wantMore,
}: {
  rows: readonly PullRequest[];
  total: number;
  sort: string;
  sortBy(key: string): void;
  wantMore(): void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const link = useLink();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 100) wantMore();
  }, [last, rows.length, wantMore]);

  return (
    <div className="rows" ref={scroller} role="table" aria-label="Pull requests" aria-rowcount={total + 1} tabIndex={0} onKeyDown={scrollByPage}>
      <div role="rowgroup">
        <div className="rows-head pull-columns" role="row" aria-rowindex={1}>
          <Header name="Pull request" />
          {columns.map((column) => (
            <Header key={column.key} name={column.name} column={column} sort={sort} sortBy={sortBy} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="rows-body" style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const pull = rows[index];
          if (pull === undefined) return null;
          return (
            <div
              key={`${pull.repository} ${pull.number}`}
              className="rows-row pull-columns"
              role="row"
              aria-rowindex={index + 2}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span role="cell">
                <Link href={link(`/pulls/${pull.repository}/${pull.number}`)}>
                  #{pull.number} {pull.title}
                </Link>
              </span>
              {columns.map((column) => (
                <span key={column.key} role="cell" className={`column-${column.key}${column.numeric ? " number" : ""}`}>
                  {column.cell(pull)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Header({
  name,
  column,
  sort,
  sortBy,
}: {
  name: string;
  column?: Column;
  sort?: string;
  sortBy?(key: string): void;
}) {
  const key = column?.sort;
  const direction = key === undefined ? undefined : sort === key ? "ascending" : sort === `-${key}` ? "descending" : undefined;
  const arrow = { ascending: " ↑", descending: " ↓" };
  return (
    <span
      role="columnheader"
      aria-sort={direction}
      className={`column-${column?.key ?? "title"}${column?.numeric ? " number" : ""}`}
    >
      {key === undefined || sortBy === undefined ? (
        name
      ) : (
        <button type="button" onClick={() => sortBy(key)}>
          {name}
          {direction !== undefined && arrow[direction]}
        </button>
      )}
    </span>
  );
}

function scrollByPage(event: KeyboardEvent<HTMLDivElement>): void {
  const box = event.currentTarget;
  const step = { PageDown: box.clientHeight, PageUp: -box.clientHeight }[event.key];
  if (step === undefined) return;
  box.scrollBy({ top: step });
  event.preventDefault();
}
