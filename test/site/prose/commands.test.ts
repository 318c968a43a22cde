/** A page shows what a command prints by running it; what it only tells the reader to run is run here. */
import { expect, it } from "vitest";
import { proseFiles } from "../../../src/site/prose/files.ts";
import { call } from "../../cli/call.ts";

const COMMANDS = proseFiles("walkthroughs").flatMap(({ slug, text }) =>
  [...text.matchAll(/^```sh\n(.*)\n```$/gm)].map(([, command = ""]) => ({ slug, command })),
);

it.each(COMMANDS)("$slug: $command", ({ command }) => {
  const [, args = ""] = /^npm run -s eras -- (.+)$/.exec(command) ?? [];
  // 1 is what the reader is told to see: something breaks.
  const { status, err } = call(...args.split(" "));
  expect({ status, err }).toEqual({ status: args.includes("--without") ? 1 : 0, err: "" });
});
