import { useCallback, useMemo } from "react";
import type { Deployment } from "../api/types";
import { formatDuration } from "../format/numbers";
import { formatTime } from "../format/times";
import { evidenceWords, plural } from "../format/words";
import type { Happening } from "./annotations";
import { timeScale, timeTicks } from "./axes";
import { TimeAxis } from "./Axes";
import { Chart, type ChartProps } from "./Chart";
import { Happenings } from "./Happenings";
import type { Margin, Mark, Plot, Size, Twin } from "./plot";

export interface DeploymentTimelineProps extends Omit<ChartProps, "plot" | "twin" | "height"> {
  window: { from: string; until: string };
  deployments: readonly Deployment[];
  happenings: readonly Happening[];
}

const laneHeight = 26;
const margin: Margin = { top: 22, right: 10, bottom: 26, left: 132 };

/** A lane a repository, a dot a deployment; one that failed is a filled triangle with a
    line until it was repaired. */
export function DeploymentTimeline(props: DeploymentTimelineProps) {
  const { window, deployments, happenings } = props;
  const lanes = useMemo(() => [...new Set(deployments.map(({ repository }) => repository))].sort(), [deployments]);
  const inTime = useMemo(
    () => [...deployments].filter(({ finished_at }) => finished_at !== null).sort((a, b) => (a.finished_at ?? "").localeCompare(b.finished_at ?? "")),
    [deployments],
  );
  const plot = useCallback(
    (size: Size) => plotDeployments(window, inTime, lanes, happenings, size),
    [window, inTime, lanes, happenings],
  );
  const twin = useMemo(() => twinOf(inTime), [inTime]);
  return <Chart {...props} plot={plot} twin={twin} height={margin.top + margin.bottom + lanes.length * laneHeight} />;
}

function plotDeployments(
  window: { from: string; until: string },
  deployments: readonly Deployment[],
  lanes: readonly string[],
  happenings: readonly Happening[],
  size: Size,
): Plot {
  const left = Math.min(margin.left, size.width * 0.3);
  const own = { ...margin, left };
  const width = size.width - left - margin.right;
  const time = timeScale(window.from, window.until, width);
  const toX = (at: number) => time(at);
  const laneOf = (repository: string) => margin.top + (lanes.indexOf(repository) + 0.5) * laneHeight;
  const marks: Mark[] = deployments.map((deployment) => {
    const x = left + toX(Date.parse(deployment.finished_at ?? ""));
    const y = laneOf(deployment.repository);
    return {
      x,
      y,
      title: `${deployment.repository} ${deployment.name}`.trim(),
      details: describeDeployment(deployment),
      sel: `change_fail_rate,day:${(deployment.finished_at ?? "").slice(0, 10)}`,
      cell: { x: x - 7, y: y - 8, width: 14, height: 16 },
    };
  });
  const layers = (
    <>
      <TimeAxis ticks={timeTicks(time)} toX={toX} size={size} margin={own} />
      {lanes.map((lane) => (
        <g key={lane} className="axis">
          <line className="grid" x1={left} x2={size.width - margin.right} y1={laneOf(lane)} y2={laneOf(lane)} />
          <text className="label end-anchor central" x={left - 8} y={laneOf(lane)}>
            {lane.replace(/^.*\//, "")}
          </text>
        </g>
      ))}
      {deployments.map((deployment, index) => {
        const { x = 0, y = 0 } = marks[index] ?? {};
        if (!deployment.failed) {
          return <circle key={deployment.id} className={deployment.confidence === "possible" ? "vertex" : "series-1"} cx={x} cy={y} r={3.5} />;
        }
        const until = deployment.recovered_at === null ? width + left : left + toX(Date.parse(deployment.recovered_at));
        return (
          <g key={deployment.id} className="failed">
            <line x1={x} x2={Math.min(until, width + left)} y1={y} y2={y} />
            <path d={`M${x} ${y - 7}L${x + 6} ${y + 5}L${x - 6} ${y + 5}Z`} />
          </g>
        );
      })}
      <Happenings happenings={happenings} toX={toX} size={size} margin={own} />
    </>
  );
  return { layers, marks };
}

/** Success or failure with its evidence, and how long until it was repaired. */
export function describeDeployment(deployment: Deployment): string[] {
  const { finished_at, failed, confidence, evidence, recovered_at } = deployment;
  const state = failed ? "failed" : confidence === "possible" ? "possibly failed" : "succeeded";
  const repaired =
    recovered_at === null || finished_at === null
      ? []
      : [`recovered after ${formatDuration((Date.parse(recovered_at) - Date.parse(finished_at)) / 1000)}`];
  return [
    finished_at === null ? "" : `${formatTime(finished_at)} UTC`,
    state,
    ...evidence.map(({ kind }) => evidenceWords(kind)),
    ...(failed ? (repaired.length > 0 ? repaired : ["not recovered"]) : []),
    plural(deployment.changes, "change"),
  ].filter(Boolean);
}

function twinOf(deployments: readonly Deployment[]): Twin {
  return {
    columns: [
      { name: "Deployment" },
      { name: "Repository" },
      { name: "Finished" },
      { name: "Result" },
      { name: "Evidence" },
      { name: "Recovered" },
    ],
    rows: deployments.map((deployment) => {
      const { id, name, repository, finished_at, failed, confidence, evidence, recovered_at } = deployment;
      const result = failed ? "failed" : confidence === "possible" ? "possibly failed" : "succeeded";
      const why = evidence.map(({ kind }) => evidenceWords(kind)).join("; ");
      return {
        cells: [
          name || id,
          repository,
          finished_at === null ? "–" : formatTime(finished_at),
          result,
          why || "–",
          recovered_at === null ? "–" : formatTime(recovered_at),
        ],
        raw: [id, repository, finished_at, result, why, recovered_at],
      };
    }),
  };
}
