/** models/LEFT_OUT.md as data: groups of "- **what**: how the model differs". Anything else in it fails the build. */
import text from "../../../models/LEFT_OUT.md?raw";

interface Group {
  title: string;
  items: { what: string; text: string }[];
}

export function leftOut(): Group[] {
  const groups: Group[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("# ")) continue;
    const title = /^## (.+)$/.exec(line)?.[1];
    const [, what, rest] = /^- \*\*([^*]+)\*\*: (.+)$/.exec(line) ?? [];
    const group = groups.at(-1);
    if (title !== undefined) groups.push({ title, items: [] });
    else if (group && what !== undefined && rest !== undefined) group.items.push({ what, text: rest });
    else throw new Error(`models/LEFT_OUT.md:${index + 1}: neither "## group" nor "- **what**: text" in a group`);
  }
  return groups;
}
