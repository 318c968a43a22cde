/** `npm run bench:faults`: seeded faults, and who finds them. Never part of the tests: it takes some minutes. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { print, printJson } from "../../cli/terminal.ts";
import type { Found } from "./faults/child.ts";
import { type Fault, faultsIn } from "./faults/seed.ts";

const MODELS = fileURLToPath(new URL("../../../models/", import.meta.url));

const { values } = parseArgs({ options: { era: { type: "string", default: "flags" }, json: { type: "boolean" } } });
const folder = mkdtempSync(join(tmpdir(), "movable-eras-faults-"));
cpSync(MODELS, folder, { recursive: true });
const results: (Omit<Fault, "text"> & Partial<Found> & { broken?: string })[] = [];
for (const { text, ...fault } of faults(values.era)) {
  process.stderr.write(`${fault.file}:${fault.line}: ${fault.what}\n`);
  const path = join(folder, fault.file);
  const original = readFileSync(path, "utf8");
  writeFileSync(path, text);
  const found = await look();
  results.push({ ...fault, ...found });
  // Whoever stops it early keeps what is known.
  process.stderr.write(`  ${JSON.stringify(found)}\n`);
  writeFileSync(path, original);
}
rmSync(folder, { recursive: true });
if (values.json) printJson(results);
else print(report());

function faults(era: string): Fault[] {
  return ["machine", era].flatMap((wing) =>
    readdirSync(join(MODELS, wing))
      .filter((name) => name.endsWith(".ts") && !/^(lock|rwlock|rwsem)\.ts$/.test(name))
      .flatMap((name) => faultsIn(`${wing}/${name}`, readFileSync(join(MODELS, wing, name), "utf8"))),
  );
}

/** A fault may leave code that cannot run. */
async function look(): Promise<Found | { broken: string }> {
  const script = fileURLToPath(new URL("faults/child.ts", import.meta.url));
  const order = JSON.stringify({ models: folder, era: values.era });
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, order]);
    return JSON.parse(stdout) as Found;
  } catch (error) {
    return { broken: /\w*Error: .*/.exec(String((error as { stderr?: string }).stderr))?.[0] ?? "no answer" };
  }
}

function report(): string {
  const ran = results.filter(({ broken }) => broken === undefined);
  const by = (is: (each: (typeof ran)[number]) => boolean) => ran.filter(is).length;
  const lines = ran.map(({ file, line, what, explored, races = 0, steps = 0 }) => {
    const found = [explored ?? "", races > 0 ? `races in ${races}` : "", steps > 0 ? `steps in ${steps}` : ""];
    return `${file}:${line}: ${what}: ${found.filter((text) => text !== "").join("; ") || "not found"}`;
  });
  const counts = [
    `${ran.length} faults, ${results.length - ran.length} more that cannot run`,
    `found by exploring: ${by(({ explored }) => explored !== null)}`,
    `by races: ${by(({ races = 0 }) => races > 0)}`,
    `by steps that come apart: ${by(({ steps = 0 }) => steps > 0)}`,
    `by any: ${by(({ explored, races = 0, steps = 0 }) => explored !== null || races + steps > 0)}`,
  ];
  return `${[...lines, "", ...counts].join("\n")}\n`;
}
