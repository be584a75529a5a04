import { useMetrics } from "../../api/questions";
import { useQuestion } from "../../app/address";
import { Calendar } from "../../charts/Calendar";
import { plural } from "../../format/words";
import { writeQuery } from "../../query/grammar";

const noun = ["merged", "merged"] as const;
const ids = ["throughput"];

/** Merged pull requests a day, of the whole selection: never of a person. */
export function ActivityCalendar() {
  const { query } = useQuestion();
  const answer = useMetrics(
    ids,
    writeQuery({ ...query, granularity: "day", comparison: { kind: "none" } }),
  ).data;
  const metric = answer?.metrics[0];
  if (answer === undefined || metric?.series === undefined) return null;
  return (
    <Calendar
      title="Merged pull requests per day"
      summary={`${plural(metric.count, "pull request")} merged.`}
      caption="The whole selection, never a person."
      fileName="merged-per-day"
      metric="throughput"
      days={metric.series}
      timeZone={answer.window.time_zone}
      noun={noun}
    />
  );
}
