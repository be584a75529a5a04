import type { StageName } from "../../api/types";
import { useQuestion } from "../../app/address";
import type { StageParts } from "../../charts/StageBars";
import { formatDuration, formatRatio } from "../../format/numbers";
import { stageNames } from "../../format/words";

/** The stage in which most of the time went: where a change would help most. */
export function Bottleneck({ stages, before }: { stages: StageParts; before: StageParts | undefined }) {
  const { turn } = useQuestion();
  const names = (Object.keys(stages) as StageName[]).filter((name) => stages[name]?.share !== undefined);
  const most = names.reduce<StageName | undefined>(
    (best, name) => (best === undefined || (stages[name]?.share ?? 0) > (stages[best]?.share ?? 0) ? name : best),
    undefined,
  );
  if (most === undefined) return null;
  const part = stages[most];
  const shareBefore = before?.[most]?.share;
  return (
    <div className="note-row">
      <p className="finding">
        <strong>
          {stageNames[most]} takes most of the time: {formatRatio(part?.share ?? null)}
        </strong>
        {shareBefore !== undefined && ` (before: ${formatRatio(shareBefore)})`}. Its median is {formatDuration(part?.value ?? null)} over{" "}
        {part?.count.toLocaleString("en")} changes.{" "}
        <button type="button" className="link-button" onClick={() => turn({ sel: `lead_time,stage:${most}` })}>
          See the longest
        </button>
      </p>
    </div>
  );
}
