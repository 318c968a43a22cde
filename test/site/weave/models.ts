/** Three tiny eras to weave from: what is the same, what differs, and what only one has. */
const head = (version: string) => `/** mm/lock.c:take_it(), ${version}. Nobody else holds it. */\n`;

const body = (test: string, last: string) => `import { kernel } from "../machine/trace.ts";

/** Takes the thing. */
export const take_it = kernel("take_it", function* (k: Kernel, it: Thing): Steps<boolean> {
  yield "take:look";
  if (k.guard("take:look") && !${test}(it)) return false;

  yield "take:lock";
  lock(it);
${last}  return true;
});
`;

/** Without a step: the same at its head and its end. In the middle the first and the last era agree. */
const long = (middle: string) => `/** Counts what is there. */
export function count_all(k: Kernel): number {
  let count = 0;
  for (const each of k.things) {
    if (each.isThere) {
      count += 1;
    }
  }
${middle}  k.noted = count;
  if (count === 0) {
    warn(k);
    return 0;
  }
  return count;
}
`;
const slowly = "  for (const each of k.others) {\n    look(each);\n    count += each.size;\n    done(each);\n  }\n";

export const MODELS = {
  "models/aops/take.ts": head("5.10") + body("is_free", ""),
  "models/mops/take.ts": head("6.16") + body("is_free", `  yield "take:count";\n  it.taken += 1;\n`),
  "models/flags/take.ts": head("v6.17 to v6.18") + body("may_take", `  yield "take:count";\n  it.taken += 1;\n`),
  "models/aops/long.ts": long(slowly),
  "models/mops/long.ts": long("  count += k.others.size;\n"),
  "models/flags/long.ts": long(slowly),
  "models/flags/other.ts": `function twice(): void {}\n\nexport function only_here(): boolean {\n  return true;\n}\n`,
  "models/flags/third.ts": `function twice(): void {}\n`,
};
