import { Link } from "wouter";
import { Empty } from "./Empty";

/** There are no data at all: where they come from. */
export function FirstSteps() {
  return (
    <Empty title="There is nothing to show yet" level={2}>
      <p>Shiplog reads what happened in your repositories, and none has been read.</p>
      <Link href="/setup" className="button">
        Set up
      </Link>
    </Empty>
  );
}
