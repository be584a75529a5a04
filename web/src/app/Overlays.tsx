import { lazy, Suspense } from "react";
import { useOverlay } from "./overlay";
import { useShortcuts } from "./shortcuts";

const Palette = lazy(() => import("./Palette"));
const Help = lazy(() => import("./Help"));

/** The command palette and the list of keys; loaded when they are first wanted. */
export function Overlays() {
  const { open, show } = useOverlay();
  useShortcuts();
  return (
    <Suspense fallback={null}>
      {open === "palette" && <Palette close={() => show(undefined)} />}
      {open === "help" && <Help close={() => show(undefined)} />}
    </Suspense>
  );
}
