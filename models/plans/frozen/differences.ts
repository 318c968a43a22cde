/** What another reading of the mail does otherwise than ours. */
export const differences = {
  "flag-apart":
    "the isolated flag is a flag of the page, as in 7.2, and the type a word of its own: the mail speaks of the type and of one or two flags, and not of where these are.",
  "freeze-by-force": "a target is frozen without a question whether somebody else has a reference to it.",
  "count-says-gone":
    "a page that is offline and has no reference may go with its memory block, as in 7.2, where no page of a balloon is without one.",
} as const;

declare module "../../differences.ts" {
  interface Differences {
    frozen: keyof typeof differences;
  }
}
