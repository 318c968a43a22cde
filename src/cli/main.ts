/** The terminal: `npm run -s eras -- COMMAND`. */
import { enableCompileCache } from "node:module";

// Node keeps what it has compiled for the next time, which is most of what a short command takes.
enableCompileCache();
const { eras } = await import("./eras.ts");

// Whoever reads the output may have had enough of it: `… | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = eras(process.argv.slice(2));
