import { expect, it } from "vitest";
import { faultsIn } from "../../src/tools/bench/faults/seed.ts";

const text = `function* f(): Steps {
  yield "a:b";
  yield* spin_lock(lock);
  first();
  last();
  yield "a:c";
  spin_unlock(lock);
}
`;

it("moves a lock behind the access after it, and an unlock before the one before, past the name of a step", () => {
  const found = faultsIn("f.ts", text);
  expect(found.map(({ line, what }) => `${line} ${what}`)).toEqual(["3 lock later", "7 unlock earlier"]);
  expect(found[0]?.text).toContain("  first();\n  yield* spin_lock(lock);\n  last();");
  expect(found[1]?.text).toContain('  first();\n  spin_unlock(lock);\n  last();\n  yield "a:c";');
});

it("names the function and the call, and where the line is now", () => {
  const [lock, unlock] = faultsIn("f.ts", text);
  expect(lock).toMatchObject({ name: "f: yield* spin_lock(lock);", now: 4 });
  expect(unlock).toMatchObject({ name: "f: spin_unlock(lock);", now: 5 });
});

it("moves nothing past what others cannot see", () => {
  const local = text
    .replace("first();", "const pages = array_of<Page>(8);")
    .replace("last();", "let page: Page | null = null;");
  expect(faultsIn("f.ts", local)).toEqual([]);
});
