import { StageBars, type StageParts } from "../charts/StageBars";

/** Where the time of the deployed changes went, now and before. */
export function LeadTimeStages({ parts, before }: { parts: StageParts; before: StageParts | undefined }) {
  return (
    <div className="columns">
      <StageBars
        title="Where lead time goes"
        summary="Each stage's share of all the time that the deployed changes took."
        caption="Shares add up; medians do not. Select a stage to see its changes, the longest first."
        fileName="stages"
        parts={parts}
        before={before}
      />
    </div>
  );
}
