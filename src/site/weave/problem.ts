/** What is wrong in a Markdown file: the build stops, and says where. */
export class WeaveProblem extends Error {
  constructor(file: string, line: number, text: string) {
    super(`${file}:${line}: ${text}`);
    this.name = "WeaveProblem";
  }
}

/** A function that complains about one line of one file. */
export type Complain = (text: string, line?: number) => never;

export function complainer(file: string, first: number): Complain {
  return (text, line = first) => {
    throw new WeaveProblem(file, line, text);
  };
}
