/** What another reading of the mail does otherwise than ours. */
export const differences = {
  "target-waits": "whoever gives out a target waits for the balloon that it is inflated for, in place of giving up.",
  "plain-put": "a target that was not used is put like any page: put_page() doesn't know that it is inflated.",
} as const;

declare module "../../differences.ts" {
  interface Differences {
    yan: keyof typeof differences;
  }
}
