import { Link } from "wouter";
import { useSession } from "../api/questions";
import { formatTime } from "../format/times";
import { useSyncStates } from "../api/live";
import { useLink, useQuestion } from "./address";
import { describeRange, describeScope } from "./describe";

/** The page's name, what it is about in words, and until when the data are complete. */
export function PageHead({ title, filters }: { title: string; filters: boolean }) {
  const { query } = useQuestion();
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {filters && (
        <p className="muted">
          {describeScope(query.scope)} · {describeRange(query.range)}
        </p>
      )}
      <Stamp />
    </header>
  );
}

function Stamp() {
  const session = useSession().data;
  const running = useSyncStates().filter((sync) => sync.state === "running").length;
  const link = useLink();
  if (session === undefined) return null;
  const until = session.complete_until;
  return (
    <p className="stamp caption">
      <span className="stamp-dot" data-state={running > 0 ? "running" : "idle"} aria-hidden="true" />
      <span>
        {session.demo && "Sample data · "}
        {until === null ? "No data yet" : `Complete to ${formatTime(until)} UTC`} ·{" "}
        <Link href={link("/repositories")}>
          {running > 0
            ? `${running} of ${session.repositories} syncing`
            : session.repositories === 1
              ? "1 repository"
              : `${session.repositories} repositories`}
        </Link>
      </span>
    </p>
  );
}
