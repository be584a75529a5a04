import { useEffect, type ReactNode } from "react";
import { Link, useParams } from "wouter";
import { useCatalog, useMetrics } from "../../api/questions";
import type { Definition } from "../../api/types";
import { useLink, useQuestion } from "../../app/address";
import { statisticWords } from "../../format/words";
import { Ask } from "../../parts/Ask";
import { Empty } from "../../parts/Empty";
import { MetricLine } from "../../parts/MetricLine";

/** What one metric means, how it is computed, what it cannot tell, and what it is not for. */
export default function CatalogEntry() {
  const { id = "" } = useParams();
  const link = useLink();
  return (
    <>
      <p className="caption">
        <Link href={link("/catalog")}>Metric catalogue</Link> /
      </p>
      <Ask question={useCatalog()}>
        {({ metrics }) => {
          const definition = metrics.find((one) => one.id === id);
          return definition === undefined ? (
            <Empty title={`There is no metric “${id}”`} level={1}>
              <Link href={link("/catalog")}>See all metrics</Link>
            </Empty>
          ) : (
            <Entry definition={definition} />
          );
        }}
      </Ask>
    </>
  );
}

function Entry({ definition }: { definition: Definition }) {
  const { search } = useQuestion();
  const answer = useMetrics([definition.id], search).data;
  useEffect(() => {
    document.title = `${definition.title} · Shiplog`;
  }, [definition]);
  return (
    <>
      <header className="page-head">
        <h1>{definition.title}</h1>
        <p className="muted">{definition.question}</p>
      </header>
      <div className="columns">
        {answer !== undefined && <MetricLine answer={answer} id={definition.id} definition={definition} />}
      </div>
      <section className="card prose">
        <Part title="What it is">{definition.definition}</Part>
        <Part title="What it cannot tell">{definition.caveat}</Part>
        <Part title="How it becomes a number">
          The {statisticWords(definition.statistic)}, in {unitWords[definition.unit]}.{" "}
          {definition.better === "neutral" ? "More is neither better nor worse." : `${definition.better === "lower" ? "Less" : "More"} is better.`}
          {definition.estimate && " It is an estimate: a rule guesses from words."}
        </Part>
        <Part title="Not for">
          Judging, paying or ranking people. It is a number of a team’s work as a whole, and pressed upon it stops being one.
        </Part>
        <p className="caption">
          Definition {definition.version} of <code>{definition.id}</code>. A formula that changes raises the number, and history is computed anew.
        </p>
      </section>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h2>{title}</h2>
      <p>{children}</p>
    </>
  );
}

const unitWords = {
  seconds: "elapsed time",
  per_week: "times per week of observed time",
  ratio: "a share from 0 to 100 %",
  count: "a count",
  lines: "lines",
  score: "a score from 0 to 10",
} as const;
