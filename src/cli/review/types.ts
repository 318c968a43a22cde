/** The type checker on a copy of the models. It takes as long as everything else together, so it runs beside that. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import type { TypeMistake } from "../../review/session.ts";

const TSC = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** `folder`: in which models/ is. */
export function typeErrors(folder: string, signal: AbortSignal): Promise<TypeMistake[] | null> {
  return new Promise((resolve) => {
    const args = [TSC, "-p", join(folder, "models/tsconfig.json"), "--pretty", "false"];
    execFile(process.execPath, args, { cwd: folder, signal, maxBuffer: 1 << 24 }, (error, out) => {
      if (error?.name === "AbortError") return resolve(null);
      const found = [...out.matchAll(/^(\S[^(\n]*)\((\d+),\d+\): error TS\d+: (.*)$/gm)];
      resolve(
        found.map(([, file = "", line, message = ""]) => {
          return { place: `${relative(folder, join(folder, file))}:${line}`, message };
        }),
      );
    });
  });
}
