/** What another reading of the mail does otherwise than ours. */
export const differences = {
  "zs-asks-unlocked": "zsmalloc looks for its zspage without the page lock, which the core held for it up to now.",
} as const;

declare module "../../differences.ts" {
  interface Differences {
    testset: keyof typeof differences;
  }
}
