import { Choice } from "../parts/Choice";
import { themes, useTheme } from "./theme";

const words = { system: "As the system", light: "Light", dark: "Dark" } as const;

export function ThemeChoice() {
  const { theme, choose } = useTheme();
  return (
    <Choice
      label="Colours"
      shown={words[theme]}
      icon="◐"
      options={themes.map((id) => ({ id, label: words[id] }))}
      chosen={theme}
      choose={(id) => {
        const chosen = themes.find((known) => known === id);
        if (chosen !== undefined) choose(chosen);
      }}
    />
  );
}
