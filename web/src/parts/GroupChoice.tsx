import { useQuestion } from "../app/address";
import { groupings } from "../query/query";
import { Choice } from "./Choice";

/** By what the groups on a page are made. */
export function GroupChoice({ chosen }: { chosen: string }) {
  const { change } = useQuestion();
  return (
    <div className="group-choice">
      <Choice
        label="Group by"
        shown={`By ${chosen}`}
        options={groupings.map((id) => ({ id, label: `By ${id}` }))}
        chosen={chosen}
        choose={(id) => {
          const group = groupings.find((one) => one === id);
          if (group !== undefined) change({ group });
        }}
      />
    </div>
  );
}
