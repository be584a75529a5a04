import { Link } from "wouter";
import { Empty } from "../parts/Empty";

export function NotFound() {
  return (
    <Empty title="There is no such page" level={1}>
      <p>The address may be from another version of Shiplog.</p>
      <Link href="/overview">Go to the overview</Link>
    </Empty>
  );
}
