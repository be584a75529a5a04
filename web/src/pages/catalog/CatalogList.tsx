import { Link } from "wouter";
import { useCatalog } from "../../api/questions";
import type { Definition } from "../../api/types";
import { useLink } from "../../app/address";
import { Ask } from "../../parts/Ask";

/** Every metric with the question that it answers. */
export default function CatalogList() {
  return (
    <Ask question={useCatalog()}>
      {({ metrics }) => (
        <>
          <Section title="DORA" metrics={metrics.filter(({ dora }) => dora)} />
          <Section title="Flow, review and quality" metrics={metrics.filter(({ dora }) => !dora)} />
        </>
      )}
    </Ask>
  );
}

function Section({ title, metrics }: { title: string; metrics: readonly Definition[] }) {
  const link = useLink();
  return (
    <section className="card">
      <h2>{title}</h2>
      <dl className="definition-list">
        {metrics.map(({ id, title: name, question, estimate }) => (
          <div key={id} className="contents">
            <dt>
              <Link href={link(`/catalog/${id}`)}>{name}</Link>
            </dt>
            <dd>
              {question} {estimate && <span className="chip">an estimate</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
