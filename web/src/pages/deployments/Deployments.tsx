import { useCompared } from "../../api/compared";
import { useDeployments, useMetrics } from "../../api/questions";
import type { Deployments as Answer, Metrics } from "../../api/types";
import { useQuestion } from "../../app/address";
import { useDefinitions } from "../../app/definitions";
import { useHappenings } from "../../app/happenings";
import { BarChart } from "../../charts/BarChart";
import { DeploymentTimeline } from "../../charts/DeploymentTimeline";
import { deploymentRule, plural } from "../../format/words";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { MetricLine, summaryOf } from "../../parts/MetricLine";
import { ValueCard } from "../../parts/ValueCard";
import { FailedDeployments } from "./FailedDeployments";

const ids = ["deployment_frequency", "change_fail_rate", "recovery_time", "rework_rate"];

/** What reached production, what of it failed, and on which evidence. */
export default function Deployments() {
  const { query, search } = useQuestion();
  const definitions = useDefinitions();
  const answer = useMetrics(ids, search);
  const compared = useCompared(query, ids, answer.data);
  const deployments = useDeployments(search);
  return (
    <Ask question={answer}>
      {(shown) => (
        <>
          <div className="cards">
            {shown.metrics.map((metric) => (
              <ValueCard key={metric.id} metric={metric} definition={definitions.of(metric.id)} />
            ))}
          </div>
          <div>
            <div className="columns">
              <Frequency answer={shown} />
              <MetricLine className="span-6" answer={shown} compared={compared} id="change_fail_rate" definition={definitions.of("change_fail_rate")} />
            </div>
            {deployments.data !== undefined && <Timeline answer={deployments.data} window={shown.window} />}
          </div>
          {deployments.data !== undefined && <FailedDeployments deployments={deployments.data.deployments} />}
          <Rules rules={shown.metrics[0]?.deployments_from ?? {}} />
        </>
      )}
    </Ask>
  );
}

function Frequency({ answer }: { answer: Metrics }) {
  const happenings = useHappenings();
  const { titleOf } = useDefinitions();
  const metric = answer.metrics.find(({ id }) => id === "deployment_frequency");
  if (metric?.series === undefined) return null;
  return (
    <BarChart
      className="span-6"
      title={titleOf(metric.id)}
      summary={summaryOf(metric, titleOf(metric.id))}
      facts={["per week", `n=${metric.count.toLocaleString("en")}`]}
      caption="Hatched: the bucket is cut. Line: 95 % interval."
      fileName={metric.id}
      metric={metric.id}
      unit={metric.unit}
      window={answer.window}
      series={metric.series}
      happenings={happenings}
    />
  );
}

function Timeline({ answer, window }: { answer: Answer; window: { from: string; until: string } }) {
  const happenings = useHappenings();
  const { deployments, total } = answer;
  const failed = deployments.filter((one) => one.failed).length;
  if (deployments.length === 0) {
    return (
      <section className="card">
        <Empty title="No deployment is known in this scope and time" level={2}>
          <p>Widen the range, or say on the page of repositories what counts as a deployment.</p>
        </Empty>
      </section>
    );
  }
  return (
    <div className="columns">
      <DeploymentTimeline
        title="Deployments to production"
        summary={`${plural(deployments.length, "deployment")}${total > deployments.length ? ` of ${total}` : ""}, ${failed} failed.`}
        caption="● succeeded, ○ possibly failed, ▲ failed, with a line until it was repaired."
        fileName="deployments"
        window={window}
        deployments={deployments}
        happenings={happenings}
      />
    </div>
  );
}

/** What counts as a deployment, named beside the numbers. */
function Rules({ rules }: { rules: Record<string, string> }) {
  const names = Object.keys(rules).sort();
  if (names.length === 0) return null;
  return (
    <section className="card">
      <h2>What counts as a deployment</h2>
      <dl className="definition-list">
        {names.map((name) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{deploymentRule(rules[name] ?? "")}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
