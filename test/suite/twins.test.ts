// Files of two eras that are the same but for the comments that open them. Whoever changes one of them decides about the other.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ERAS } from "../../models/index.ts";

/** What did not change between two eras, and is no part of the machine: a third era differs. */
const TWINS = ["mops and flags: secretmem.ts", "mops and flags: zs_worker.ts"];

const filesOf = (era: string) => readdirSync(`models/${era}`);
/** Without its first comment, which names the kernel that it follows. */
const text = (era: string, file: string) =>
  readFileSync(`models/${era}/${file}`, "utf8").replace(/^\/\*\*.*?\*\/\n/s, "");

it("the files that are the same in two eras are those that are listed", () => {
  const ids = ERAS.map(({ id }) => id);
  const found = ids.flatMap((era, at) =>
    ids.slice(at + 1).flatMap((other) => {
      const theirs = new Set(filesOf(other));
      const same = filesOf(era).filter((file) => theirs.has(file) && text(era, file) === text(other, file));
      return same.map((file) => `${era} and ${other}: ${file}`);
    }),
  );
  expect(found.sort()).toEqual(TWINS);
});
