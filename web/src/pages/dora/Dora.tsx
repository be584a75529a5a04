import { useCompared } from "../../api/compared";
import { useMetrics } from "../../api/questions";
import { useQuestion } from "../../app/address";
import { useDefinitions } from "../../app/definitions";
import { GroupBars, groupSummary } from "../../charts/GroupBars";
import { Ask } from "../../parts/Ask";
import { GroupChoice } from "../../parts/GroupChoice";
import { MetricLine } from "../../parts/MetricLine";
import { ValueCard } from "../../parts/ValueCard";
import { writeQuery } from "../../query/grammar";
import { LevelYears } from "./LevelYears";

const five = ["lead_time", "deployment_frequency", "change_fail_rate", "recovery_time", "rework_rate"] as const;

/** The five metrics of DORA, each over time, by group and against the levels of each year. */
export default function Dora() {
  const { query, search } = useQuestion();
  const definitions = useDefinitions();
  const group = query.group ?? "repository";
  const answer = useMetrics(five, search);
  const compared = useCompared(query, five, answer.data);
  const grouped = useMetrics(five, writeQuery({ ...query, group, comparison: { kind: "none" } })).data;

  return (
    <Ask question={answer}>
      {(shown) => (
        <>
          <div className="cards">
            {shown.metrics.map((metric) => (
              <ValueCard key={metric.id} metric={metric} definition={definitions.of(metric.id)} />
            ))}
          </div>
          <GroupChoice chosen={group} />
          <div>
            {shown.metrics.map(({ id, unit }) => {
              const groups = grouped?.metrics.find((one) => one.id === id)?.groups;
              return (
                <div className="columns" key={id}>
                  <MetricLine className="span-8" answer={shown} compared={compared} id={id} definition={definitions.of(id)} />
                  {groups !== undefined && (
                    <GroupBars
                      className="span-4"
                      title={`${definitions.titleOf(id)} by ${group}`}
                      summary={groupSummary(groups)}
                      caption="Line: 95 % interval. Hollow: fewer than five items."
                      fileName={`${id}-by-${group}`}
                      metric={id}
                      unit={unit}
                      groups={groups}
                    />
                  )}
                </div>
              );
            })}
          </div>
          <LevelYears metrics={shown.metrics} />
        </>
      )}
    </Ask>
  );
}
