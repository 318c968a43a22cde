/** What usually causes what a run ends in, and what to do next, where neither the kernel's own line nor the order of steps says it. */
/** By the word of a verdict. A map: what is looked up may come from code that a stranger wrote. */
export const ADVICE: ReadonlyMap<string, string> = new Map([
  [
    "soft-lockup",
    "Usual cause: a loop there, or in a function called from there, waits for what only another CPU can change and never lets it run; or a list leads back to itself. Next: find the word that should end the loop. If another CPU stores to it, yield inside the loop; if nobody does, the loop needs another end.",
  ],
]);
