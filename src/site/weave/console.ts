/** `::: console npm run -s eras -- compare isolate`: what the command prints, run while the page is built. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { escapeHtml } from "./html.ts";
import type { Complain } from "./problem.ts";

const ROOT = join(import.meta.dirname, "../../..");
const COMMAND = "npm run -s eras -- ";
const known = new Map<string, string>();

export function renderConsole(command: string, complain: Complain): string {
  if (!command.startsWith(COMMAND)) complain(`::: console runs only commands that begin with ${COMMAND.trim()}`);
  let output = known.get(command);
  if (output === undefined) {
    const words = command.slice(COMMAND.length).split(/\s+/);
    // No terminal: the same text on every machine.
    const env = { ...process.env, NO_COLOR: "1", COLUMNS: "100" };
    const run = spawnSync(process.execPath, ["src/cli/main.ts", ...words], { cwd: ROOT, encoding: "utf8", env });
    if (run.status !== 0) complain(`the command failed: ${command}\n${run.stderr}${run.stdout}`);
    output = run.stdout.trimEnd();
    known.set(command, output);
  }
  const label = escapeHtml(`Output of ${command}`);
  return `<figure class="weave-console not-content"><figcaption><code>${escapeHtml(command)}</code></figcaption><pre tabindex="0" role="region" aria-label="${label}"><code>${escapeHtml(output)}</code></pre></figure>\n`;
}
