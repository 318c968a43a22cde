/**
 * In which steps a line of a model runs: in that of the last yield above it; above the first one, in those of the callers. What is called through a pointer
 * has no caller in the text, but a name that a trace shows.
 */

import { type Declaration, declarationsIn, declarationsOf } from "../source/declarations.ts";
import type { Where } from "./where.ts";

export class Places {
  private readonly declarations: readonly Declaration[];

  /** Text of files by path; those of other eras are passed over. */
  constructor(files: Readonly<Record<string, string>>, era: string) {
    this.declarations = declarationsOf(files).filter(
      ({ file }) => file.startsWith(`models/${era}/`) || /^models\/(machine\/)?[^/]+$/.test(file),
    );
  }

  /** Of the lines of one declaration, by index. */
  of(file: string, name: string, text: string): (index: number) => Where[] {
    const [declaration] = declarationsIn(file, text).filter((each) => each.name === name);
    return (index) => (declaration === undefined ? [] : this.at(declaration, index + 1, new Set()));
  }

  /** `line`: as in the yields of the declaration. */
  private at({ id, kernel, yields }: Declaration, line: number, seen: Set<string>): Where[] {
    const last = yields.findLast((each) => each.line <= line);
    const running = kernel === null ? {} : { running: kernel };
    if (last !== undefined) return [{ step: last.step.source, ...running }];
    if (kernel !== null) return [running];
    if (seen.has(id)) return [];
    seen.add(id);
    return this.declarations
      .filter((each) => each.id !== id)
      .flatMap((each) => each.named.flatMap((name) => (name.id === id ? this.at(each, name.line, new Set(seen)) : [])));
  }
}
