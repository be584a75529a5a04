// What the command palette can do, and how it is found.

export interface Command {
  title: string;
  group: string;
  run(): void;
}

/** Every word must begin somewhere in the title or the group; where the title begins with
    the text comes first. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter(({ title, group }) => {
    const where = `${title} ${group}`.toLowerCase();
    return words.every((word) => where.split(/[\s/\-_]+/).some((part) => part.startsWith(word)) || where.includes(word));
  });
  const start = words.join(" ");
  const rank = ({ title }: Command) => (title.toLowerCase().startsWith(start) ? 0 : 1);
  return [...found].sort((a, b) => rank(a) - rank(b));
}
