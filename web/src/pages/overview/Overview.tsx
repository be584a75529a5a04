import { useCompared } from "../../api/compared";
import { useCatalog, useMetrics, usePoints } from "../../api/questions";
import { useQuestion } from "../../app/address";
import type { StageParts } from "../../charts/StageBars";
import { Failure } from "../../parts/Failure";
import { FirstSteps } from "../../parts/FirstSteps";
import { LeadTimeStages } from "../../parts/LeadTimeStages";
import { MetricLine } from "../../parts/MetricLine";
import { ValueCard } from "../../parts/ValueCard";
import { Waiting } from "../../parts/Waiting";
import { ActivityCalendar } from "./ActivityCalendar";
import { Findings } from "./Findings";
import { Profile } from "./Profile";
import { RecentPullRequests } from "./RecentPullRequests";

const none: readonly string[] = [];

/** How the organisation ships, on one page. */
export default function Overview() {
  const { query, search } = useQuestion();
  const definitions = useCatalog().data?.metrics ?? [];
  const five = useMetrics(none, search);
  const compared = useCompared(query, none, five.data);
  const points = usePoints("lead_time", search).data;
  if (five.data === undefined) {
    return five.error === null ? <Waiting /> : <Failure error={five.error} retry={() => void five.refetch()} />;
  }
  const { metrics, grade } = five.data;
  if (five.data.complete_until === null) return <FirstSteps />;
  const definitionOf = (id: string) => definitions.find((one) => one.id === id);
  const parts = (answer: typeof compared) =>
    answer?.metrics.find(({ id }) => id === "lead_time")?.parts as StageParts | undefined;
  const stages = parts(five.data);

  return (
    <>
      {five.error !== null && <Failure error={five.error} retry={() => void five.refetch()} />}
      <Findings metrics={metrics} titleOf={(id) => definitionOf(id)?.title ?? id} />
      <div className="cards">
        {metrics.filter(({ id }) => definitionOf(id)?.dora ?? true).map((metric) => (
          <ValueCard key={metric.id} metric={metric} definition={definitionOf(metric.id)} />
        ))}
      </div>
      <div className="columns">
        <MetricLine
          className="span-8"
          answer={five.data}
          compared={compared}
          id="lead_time"
          definition={definitionOf("lead_time")}
          points={points}
          height={300}
        />
        <Profile className="span-4" metrics={metrics} grade={grade} titleOf={(id) => definitionOf(id)?.title ?? id} />
      </div>
      {stages !== undefined && <LeadTimeStages parts={stages} before={parts(compared)} />}
      <div className="columns">
        <ActivityCalendar />
      </div>
      <RecentPullRequests />
    </>
  );
}
