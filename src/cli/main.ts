/** The terminal: `npm run -s eras -- COMMAND`. */
import { eras } from "./eras.ts";

// Whoever reads the output may have had enough of it: `… | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = eras(process.argv.slice(2));
