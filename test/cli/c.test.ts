// A function of the models as C, on the terminal.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { ERAS } from "../../models/index.ts";
import { C_TITLE } from "../../src/engine/source/c_view.ts";

/** In a process: it loads the compiler, which takes its time, and which no other command needs. */
function call(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/cli/main.ts", ...args], { encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

test("prints a function of each era that has it, and says that it is no kernel source", () => {
  const { status, out } = call("c", "putback_movable_pages");
  expect(status).toBe(0);
  expect(out.match(new RegExp(C_TITLE, "g"))).toHaveLength(ERAS.length);
  expect(out).toContain("list_for_each_entry_safe(");
  expect(out).toContain("◂ putback:first");
});

test("leaves a guard out", () => {
  const [intact, without] = [[], ["--without", "isolate:recheck"]].map(
    (more) => call("c", "isolate_movable_page", "--era", "mops", ...more).out,
  );
  const check = /if \(!\w+movable\(\w+\)\).*\n\s+goto unlock_and_fail;/g;
  expect(intact?.match(check)).toHaveLength(1);
  expect(without).not.toMatch(check);
});

test("gives each line its step and its line of TypeScript", () => {
  const { out } = call("c", "models/mops/putback.ts", "--era", "mops@6.16", "--json");
  const found = JSON.parse(out);
  expect(found[0]).toMatchObject({ kernel: "mops@6.16", name: "putback_movable_pages" });
  expect(found[0].lines.filter(({ ts, begins }: { ts?: number; begins?: true }) => begins && ts)).not.toEqual([]);
});

test.each([
  ["a function", ["isolate_movable_pag"], 'did you mean "isolate_movable_page"?'],
  ["a kernel", ["put_page", "--era", "mops@6.15"], 'unknown era "mops@6.15"'],
  ["a guard", ["put_page", "--without", "isolate:rechek"], 'did you mean "isolate:recheck"?'],
  ["nothing", [], "name one function, or one file"],
])("says what it doesn't know of %s", (_, args, problem) => {
  const { status, err } = call("c", ...args);
  expect(status).toBe(2);
  expect(err).toContain(problem);
});
