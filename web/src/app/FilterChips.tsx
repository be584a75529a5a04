import { type Changed, useQuestion } from "./address";
import type { Query } from "../query/query";

interface Chip {
  text: string;
  without: Changed;
}

/** Filters that the bar itself does not show, each with a way to drop it; and what the
    address asked that does not exist. */
export function FilterChips() {
  const { query, dropped, change } = useQuestion();
  const chips = chipsOf(query);
  if (chips.length === 0 && dropped.length === 0) return null;
  return (
    <div className="chips">
      {chips.map(({ text, without }) => (
        <button
          key={text}
          type="button"
          className="chip"
          aria-label={`Drop the filter ${text}`}
          onClick={() => change(without)}
        >
          {text} <span aria-hidden="true">×</span>
        </button>
      ))}
      {dropped.map(({ key, value }) => (
        <span key={key + value} className="chip worse" role="status">
          Left out of the address: {key}={value}
        </span>
      ))}
    </div>
  );
}

function chipsOf(query: Query): Chip[] {
  const chips: Chip[] = [];
  if (query.bots !== undefined) chips.push({ text: `bots: ${query.bots}`, without: { bots: undefined } });
  if (query.botReviews !== undefined) {
    chips.push({ text: "reviews by bots count", without: { botReviews: undefined } });
  }
  if (query.base !== undefined) chips.push({ text: `into ${query.base}`, without: { base: undefined } });
  if (query.environment !== undefined) {
    chips.push({ text: `environment: ${query.environment}`, without: { environment: undefined } });
  }
  for (const label of query.labels) {
    chips.push({
      text: `label: ${label}`,
      without: { labels: query.labels.filter((other) => other !== label) },
    });
  }
  if (query.granularity !== "week") {
    chips.push({ text: `by ${query.granularity}`, without: { granularity: "week" } });
  }
  if (query.timeZone !== "UTC") chips.push({ text: query.timeZone, without: { timeZone: "UTC" } });
  return chips;
}
