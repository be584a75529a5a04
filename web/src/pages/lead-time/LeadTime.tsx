import { useCompared } from "../../api/compared";
import { useMetrics, usePoints } from "../../api/questions";
import { useQuestion } from "../../app/address";
import { useDefinitions } from "../../app/definitions";
import { Distribution } from "../../charts/Distribution";
import { GroupBars, groupSummary } from "../../charts/GroupBars";
import type { StageParts } from "../../charts/StageBars";
import { Ask } from "../../parts/Ask";
import { GroupChoice } from "../../parts/GroupChoice";
import { LeadTimeStages } from "../../parts/LeadTimeStages";
import { MetricLine } from "../../parts/MetricLine";
import { ValueCard } from "../../parts/ValueCard";
import { writeQuery } from "../../query/grammar";
import { Bottleneck } from "./Bottleneck";

const ids = ["lead_time", "cycle_time", "time_to_first_review", "time_to_merge"];
const leadTime = ["lead_time"];

/** Where the time between a commit and its users goes. */
export default function LeadTime() {
  const { query, search } = useQuestion();
  const definitions = useDefinitions();
  const group = query.group ?? "repository";
  const answer = useMetrics(ids, search);
  const compared = useCompared(query, ids, answer.data);
  const points = usePoints("lead_time", search).data;
  const grouped = useMetrics(leadTime, writeQuery({ ...query, group, comparison: { kind: "none" } })).data;
  const groups = grouped?.metrics[0]?.groups;

  return (
    <Ask question={answer}>
      {(shown) => {
        const stages = shown.metrics.find(({ id }) => id === "lead_time")?.parts as StageParts | undefined;
        const before = compared?.metrics.find(({ id }) => id === "lead_time")?.parts as StageParts | undefined;
        return (
          <>
            {stages !== undefined && <Bottleneck stages={stages} before={before} />}
            <div className="cards">
              {shown.metrics.map((metric) => (
                <ValueCard key={metric.id} metric={metric} definition={definitions.of(metric.id)} />
              ))}
            </div>
            <div>
              {stages !== undefined && <LeadTimeStages parts={stages} before={before} />}
              <div className="columns">
                <MetricLine answer={shown} compared={compared} id="lead_time" definition={definitions.of("lead_time")} points={points} height={340} />
              </div>
              <div className="columns">
                {points !== undefined && (
                  <Distribution
                    className="span-6"
                    title="How lead times spread"
                    facts={[`n=${points.total.toLocaleString("en")}`]}
                    caption="Bins grow, since most changes are quick and a few take very long."
                    fileName="lead-time-distribution"
                    metric="lead_time"
                    unit="seconds"
                    points={points}
                  />
                )}
                {groups !== undefined && (
                  <GroupBars
                    className="span-6"
                    title={`Lead time by ${group}`}
                    summary={groupSummary(groups)}
                    caption="Line: 95 % interval. Hollow: fewer than five items."
                    actions={<GroupChoice chosen={group} />}
                    fileName={`lead-time-by-${group}`}
                    metric="lead_time"
                    unit="seconds"
                    groups={groups}
                  />
                )}
              </div>
              <div className="columns">
                {["cycle_time", "time_to_first_review", "time_to_merge"].map((id) => (
                  <MetricLine key={id} className="span-4" answer={shown} compared={compared} id={id} definition={definitions.of(id)} height={220} />
                ))}
              </div>
            </div>
          </>
        );
      }}
    </Ask>
  );
}
