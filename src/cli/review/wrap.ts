/** Text for a mail: 80 columns, whatever the terminal has. */
export const WIDTH = 80;

/** What begins with a number goes on behind it. */
export function wrapped(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    if (line.trim() !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${indent === "" && /^\d/.test(text) ? "   " : ""}`;
    }
    line += line.trim() === "" ? word : ` ${word}`;
  }
  return [...lines, line];
}
