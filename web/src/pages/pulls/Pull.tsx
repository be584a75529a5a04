import { useEffect } from "react";
import { Link, useParams } from "wouter";
import { usePullRequest } from "../../api/questions";
import type { PullRequestDetail } from "../../api/types";
import { useLink } from "../../app/address";
import { describeDeployment } from "../../charts/DeploymentTimeline";
import { formatCount, formatDuration } from "../../format/numbers";
import { formatTime } from "../../format/times";
import { plural } from "../../format/words";
import { Ask } from "../../parts/Ask";
import { PullEvents } from "./PullEvents";
import { PullTimeline } from "./PullTimeline";

/** One pull request: what happened when, and where its time went. */
export default function Pull() {
  const { owner = "", repository = "", number = "" } = useParams();
  const link = useLink();
  const question = usePullRequest(`${owner}/${repository}`, number);
  const title = question.data?.title;
  useEffect(() => {
    document.title = `#${number} ${title ?? ""} · Shiplog`;
  }, [number, title]);
  return (
    <>
      <p className="caption">
        <Link href={link("/pulls")}>Pull requests</Link> / {owner}/{repository}
      </p>
      <Ask question={question}>{(pull) => <Shown pull={pull} />}</Ask>
    </>
  );
}

function Shown({ pull }: { pull: PullRequestDetail }) {
  return (
    <>
      <header className="page-head">
        <h1>
          #{pull.number} {pull.title}
        </h1>
        <span className="chip">{pull.draft ? "draft" : pull.state}</span>
        {pull.url && (
          <a href={pull.url} rel="noreferrer" target="_blank">
            On GitHub
          </a>
        )}
      </header>
      <div className="columns">
        <PullTimeline pull={pull} />
      </div>
      <section className="card">
        <h2>Facts</h2>
        <dl className="definition-list">
          <Fact name="Author">{pull.author === null ? "–" : `${pull.author.login}${pull.author.bot ? " (bot)" : ""}`}</Fact>
          <Fact name="Into">{pull.base}</Fact>
          <Fact name="Labels">{pull.labels.length === 0 ? "–" : pull.labels.join(", ")}</Fact>
          <Fact name="Size">
            {pull.additions === null
              ? "–"
              : `+${formatCount(pull.additions)} −${formatCount(pull.deletions)} in ${plural(pull.files ?? 0, "file")}`}
          </Fact>
          <Fact name="Cycle time">{formatDuration(pull.cycle_time)}</Fact>
          <Fact name="Lead time">{formatDuration(pull.lead_time)}</Fact>
          <Fact name="Deployment">
            {pull.deployment == null
              ? pull.deployed_at === null
                ? "Not deployed, as far as is known"
                : formatTime(pull.deployed_at)
              : describeDeployment(pull.deployment).join(" · ")}
          </Fact>
        </dl>
      </section>
      <PullEvents pull={pull} />
    </>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="contents">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
