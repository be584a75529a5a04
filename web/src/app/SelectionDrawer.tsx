import { lazy, Suspense } from "react";
import { readSelection } from "../query/selection";
import { useQuestion } from "./address";

const Derivation = lazy(() => import("../parts/Derivation"));

/** What the address says is open, over any page. */
export function SelectionDrawer() {
  const { page, turn } = useQuestion();
  const selection = readSelection(page.sel);
  if (selection === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Derivation selection={selection} close={() => turn({ sel: "" }, "replace")} />
    </Suspense>
  );
}
