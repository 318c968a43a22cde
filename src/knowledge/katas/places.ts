/**
 * In which steps a line of a model runs: in that of the last yield above it; above the first one, in those of the callers. What is called through a pointer
 * has no caller in the text, but a name that a trace shows.
 */

import { type Declaration, declarationsIn } from "../source/declarations.ts";
import type { Where } from "./where.ts";

export class Places {
  private readonly bodies: readonly { declaration: Declaration; lines: readonly string[] }[];

  /** Text of files by path; those of other eras are passed over. */
  constructor(files: Readonly<Record<string, string>>, era: string) {
    this.bodies = Object.entries(files)
      .filter(([file]) => file.startsWith(`models/${era}/`) || /^models\/(machine\/)?[^/]+$/.test(file))
      .flatMap(([file, text]) => {
        const lines = text.split("\n");
        const all = declarationsIn(file, text);
        return all.map((declaration, at) => ({
          declaration,
          lines: lines.slice(declaration.line - 1, (all[at + 1]?.line ?? lines.length + 1) - 1),
        }));
      });
  }

  /** Of the lines of one declaration, by index. */
  of(file: string, name: string, text: string): (index: number) => Where[] {
    const [declaration] = declarationsIn(file, text).filter((each) => each.name === name);
    return (index) => (declaration === undefined ? [] : this.at(declaration, index + 1, new Set()));
  }

  /** `line`: as in the yields of the declaration. */
  private at({ id, name, kernel, yields }: Declaration, line: number, seen: Set<string>): Where[] {
    const last = yields.findLast((each) => each.line <= line);
    const running = kernel === null ? {} : { running: kernel };
    if (last !== undefined) return [{ step: last.step.source, ...running }];
    if (kernel !== null) return [running];
    if (seen.has(id)) return [];
    seen.add(id);
    const mention = new RegExp(`\\b${name.replaceAll("$", "\\$")}\\b`);
    return this.bodies
      .filter(({ declaration }) => declaration.id !== id && declaration.mentions.has(id))
      .flatMap(({ declaration, lines }) =>
        lines.flatMap((each, at) =>
          mention.test(each) ? this.at(declaration, declaration.line + at, new Set(seen)) : [],
        ),
      );
  }
}
