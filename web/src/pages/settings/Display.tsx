import { useHappeningSwitch } from "../../app/happenings";
import { useShortcutSwitch } from "../../app/shortcuts";
import { themes, useTheme } from "../../app/theme";

const words = { system: "As the system has it", light: "Light", dark: "Dark" } as const;

/** Choices of this browser only. */
export function Display() {
  const { theme, choose } = useTheme();
  const shortcuts = useShortcutSwitch();
  const happenings = useHappeningSwitch();
  return (
    <section className="card">
      <h2>In this browser</h2>
      <fieldset className="field">
        <legend className="label">Colours</legend>
        {themes.map((one) => (
          <label key={one} className="check">
            <input type="radio" name="theme" checked={theme === one} onChange={() => choose(one)} /> {words[one]}
          </label>
        ))}
      </fieldset>
      <label className="check">
        <input type="checkbox" checked={shortcuts.on} onChange={({ target }) => shortcuts.turn(target.checked)} /> Single keys do
        something (press <kbd>?</kbd> for which)
      </label>
      <label className="check">
        <input type="checkbox" checked={happenings.on} onChange={({ target }) => happenings.turn(target.checked)} /> Show releases,
        incidents and notes in charts
      </label>
    </section>
  );
}
