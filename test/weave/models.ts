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

export const MODELS = {
  "models/aops/take.ts": head("5.10") + body("is_free", ""),
  "models/mops/take.ts": head("6.16") + body("is_free", `  yield "take:count";\n  it.taken += 1;\n`),
  "models/flags/take.ts": head("v6.17 to v6.18") + body("may_take", `  yield "take:count";\n  it.taken += 1;\n`),
  "models/flags/other.ts": `function twice(): void {}\n\nexport function only_here(): boolean {\n  return true;\n}\n`,
  "models/flags/third.ts": `function twice(): void {}\n`,
};
