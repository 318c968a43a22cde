// Files of two eras that are the same but for the comments that open them. Whoever changes one of them decides about the other.
import { expect, it } from "vitest";
import { ERAS } from "../../models/index.ts";
import { readModels } from "../../src/knowledge/source/files.ts";

/** What did not change between two eras, and is no part of the machine: a third era differs. */
const TWINS = ["mops and flags: secretmem.ts", "mops and flags: zs_worker.ts"];

const models = Object.entries(readModels());
/** By name, without its first comment, which names the kernel that it follows. */
function filesOf(era: string): Map<string, string> {
  const folder = `models/${era}/`;
  const own = models.filter(([file]) => file.startsWith(folder));
  return new Map(own.map(([file, text]) => [file.slice(folder.length), text.replace(/^\/\*\*.*?\*\/\n/s, "")]));
}

it("the files that are the same in two eras are those that are listed", () => {
  // One that is built on another is a change of it, with what it didn't change.
  const ids = ERAS.filter(({ builtOn }) => builtOn === undefined).map(({ id }) => id);
  const found = ids.flatMap((era, at) =>
    ids.slice(at + 1).flatMap((other) => {
      const theirs = filesOf(other);
      const same = [...filesOf(era)].filter(([file, text]) => theirs.get(file) === text);
      return same.map(([file]) => `${era} and ${other}: ${file}`);
    }),
  );
  expect(found.sort()).toEqual(TWINS);
});
