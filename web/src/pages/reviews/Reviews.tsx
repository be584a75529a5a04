import { MetricPage } from "../MetricPage";

const ids = [
  "time_to_first_review",
  "review_coverage",
  "approval_rate",
  "review_depth",
  "review_rounds",
  "reviewers",
  "review_load",
  "unreviewed_merges",
];
const lines = ["time_to_first_review", "review_coverage", "review_depth", "review_load"];

/** How changes are reviewed: of the team as a whole, never of a reviewer. */
export default function Reviews() {
  return (
    <>
      <MetricPage ids={ids} lines={lines} />
      <p className="caption">Reviewers are counted, never named or compared: evenness says how evenly the work is shared.</p>
    </>
  );
}
