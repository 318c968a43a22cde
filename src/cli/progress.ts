/** A line on a terminal that is written over each time, and nothing elsewhere. An empty one wipes it out. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}\x1b[K`);
}
