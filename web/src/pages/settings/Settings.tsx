import { Annotations } from "./Annotations";
import { Corrections } from "./Corrections";
import { Display } from "./Display";
import { SavedViews } from "./SavedViews";

/** What this browser shows, and what was corrected by hand for everybody. */
export default function Settings() {
  return (
    <>
      <Display />
      <SavedViews />
      <Annotations />
      <Corrections />
    </>
  );
}
