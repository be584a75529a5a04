import { useMetrics } from "../../api/questions";
import { useQuestion } from "../../app/address";
import { useDefinitions } from "../../app/definitions";
import { Calendar } from "../../charts/Calendar";
import { WeekHours } from "../../charts/WeekHours";
import { plural } from "../../format/words";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { MetricLine } from "../../parts/MetricLine";
import { writeQuery } from "../../query/grammar";

const ids = ["activity"];
const noun = ["event", "events"] as const;

/** When a team works. More events are not more work. */
export default function Activity() {
  const { query, search } = useQuestion();
  const definitions = useDefinitions();
  const answer = useMetrics(ids, search);
  const daily = useMetrics(ids, writeQuery({ ...query, granularity: "day", comparison: { kind: "none" } })).data;
  return (
    <Ask question={answer}>
      {(shown) => {
        const metric = shown.metrics[0];
        const grid = metric?.by_weekday_and_hour;
        const days = daily?.metrics[0]?.series;
        const zone = shown.window.time_zone;
        return (
          <div>
            {days !== undefined && (
              <div className="columns">
                <Calendar
                  title="Events per day"
                  summary={`${plural(metric?.count ?? 0, "event")}: opened, merged, pushed, reviewed, commented.`}
                  facts={[`days in ${zone}`, "the whole selection, never a person"]}
                  fileName="activity-by-day"
                  metric="activity"
                  days={days}
                  timeZone={zone}
                  noun={noun}
                />
              </div>
            )}
            <div className="columns">
              {grid === undefined ? (
                <section className="card">
                  <Empty title="Hours are not shown here" level={2}>
                    <p>{metric?.absent ?? "Fewer than five people work in this scope, so hours would tell of single ones."}</p>
                  </Empty>
                </section>
              ) : (
                <WeekHours
                  className="span-6"
                  title="Events by weekday and hour"
                  summary={busiest(grid)}
                  facts={[`hours in ${zone}`, "nights may be evenings elsewhere"]}
                  fileName="activity-by-hour"
                  grid={grid}
                />
              )}
              <MetricLine className="span-6" answer={shown} id="activity" definition={definitions.of("activity")} />
            </div>
          </div>
        );
      }}
    </Ask>
  );
}

const weekdays = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

function busiest(grid: readonly (readonly number[])[]): string {
  let most = { weekday: 0, hour: 0, count: 0 };
  grid.forEach((hours, weekday) =>
    hours.forEach((count, hour) => {
      if (count > most.count) most = { weekday, hour, count };
    }),
  );
  if (most.count === 0) return "Nothing happened in this scope and time.";
  return `Most happens on ${weekdays[most.weekday]} from ${most.hour}:00 to ${most.hour + 1}:00: ${plural(most.count, "event")}.`;
}
