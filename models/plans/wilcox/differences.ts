/** What another reading of the mail does otherwise than ours. */
export const differences = {
  "one-next":
    "`next` of a zpdesc, which since 6.14 leads to the next page of its zspage, is the link of the migration list as well: the struct of the mail has one word of that name.",
  "device-in-private":
    "a balloon is still looked for in `private`, where 6.14 and `flags` have it, although the word links the page: the mail says nothing of who else needs it.",
} as const;

declare module "../../differences.ts" {
  interface Differences {
    wilcox: keyof typeof differences;
  }
}
