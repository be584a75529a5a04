import { Annotations } from "./Annotations";
import { Display } from "./Display";
import { SavedViews } from "./SavedViews";

/** What this browser shows, and what everybody sees: saved views and notes. */
export default function Settings() {
  return (
    <>
      <Display />
      <SavedViews />
      <Annotations />
    </>
  );
}
