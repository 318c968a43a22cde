/**
 * The page of the frame in which changed models run. It loads nothing and connects to nothing, and a worker that starts in it is held to the same. Its script
 * answers only in a sandbox, to whoever embeds it: opened as a page of its own, it has an origin, and does nothing.
 */
import { createHash } from "node:crypto";
import { linked } from "../../review/link.ts";
import { stripped } from "../../review/strip.ts";

const START = `
const text = document.getElementById("keeper").textContent;
if (origin === "null") addEventListener("message", ({ source, ports: [port] }) => {
  if (source !== parent || !port) return;
  const keeper = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  keeper.postMessage(null, [port]);
});
`;

/** Their sources. */
export function framePage({ keeper, wire }: { keeper: string; wire: string }): string {
  const hash = createHash("sha256").update(START).digest("base64");
  const policy = {
    "default-src": "'none'",
    "script-src": `'sha256-${hash}'`,
    "worker-src": "blob:",
    "base-uri": "'none'",
    "form-action": "'none'",
  };
  const directives = Object.entries(policy).map(([name, value]) => `${name} ${value}`);
  const modules = { "review/keeper.ts": stripped(keeper), "review/wire.ts": stripped(wire) };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${directives.join("; ")}">
<meta name="robots" content="noindex">
<title>Where changed models run</title>
<p>The page that compares patches runs changed models in here, where they can reach nothing. There is nothing to see.</p>
<script type="text/plain" id="keeper">${linked(modules, "review/keeper.ts")}</script>
<script>${START}</script>
</html>
`;
}
