import type { Grade, Metric } from "../../api/types";
import { Radar, type RadarAxis } from "../../charts/Radar";
import { formatValue } from "../../format/values";

const shortNames: Record<string, string> = {
  lead_time: "Lead time",
  deployment_frequency: "Frequency",
  change_fail_rate: "Failures",
  recovery_time: "Recovery",
  rework_rate: "Rework",
};

/** The five scores and the grade that is their mean. */
export function Profile({
  metrics,
  grade,
  titleOf,
  className,
}: {
  metrics: readonly Metric[];
  grade: Grade | undefined;
  titleOf(id: string): string;
  className?: string;
}) {
  const axes = metrics
    .filter(({ id }) => shortNames[id] !== undefined)
    .map(
      ({ id, unit, value, score, previous }): RadarAxis => ({
        id,
        name: shortNames[id] ?? titleOf(id),
        score: score ?? null,
        before: previous?.score ?? null,
        value: formatValue(unit, value),
      }),
    );
  return (
    <Radar
      {...(className === undefined ? {} : { className })}
      title="Performance profile (0–10)"
      summary={summaryOf(grade)}
      facts={factsOf(grade)}
      caption="DORA's Quick Check score of each metric. Solid: now. Dashed: before. Area is not a score; a profile of one organisation over time, not a ranking."
      fileName="profile"
      height={300}
      axes={axes}
    />
  );
}

function summaryOf(grade: Grade | undefined): string {
  if (grade === undefined) return "No grade: too little is known.";
  const letter = grade.letter === null ? "" : `, grade ${grade.letter}`;
  return `Score ${grade.score.toFixed(1)} of 10${letter}, from ${grade.metrics} of ${grade.of} metrics.`;
}

function factsOf(grade: Grade | undefined): (string | undefined)[] {
  if (grade === undefined) return [];
  const { interval, previous, industry } = grade;
  return [
    interval && `95 % interval ${interval.low?.toFixed(1)} to ${interval.high?.toFixed(1)}`,
    previous === null ? undefined : `before ${previous.toFixed(1)}`,
    `mean of the industry ${industry.year}: ${industry.mean.toFixed(1)}`,
  ];
}
