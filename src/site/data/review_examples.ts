/** Patches to begin with, each as a link into /review. */

import * as v from "valibot";
import text from "../../../content/review/examples.yaml?raw";
import { href } from "../../engine/links/href.ts";
import { modelsVersion } from "../../engine/links/version.ts";
import { readData } from "../../knowledge/data.ts";
import { linkOf } from "../../views/review/link.ts";

const PATCHES = import.meta.glob<string>("../../../content/review/*.patch", {
  query: "?raw",
  import: "default",
  eager: true,
});
const form = v.array(v.strictObject({ patch: v.string(), title: v.string(), text: v.string() }));

export interface ReviewExample {
  title: string;
  text: string;
  link: string;
}

export function reviewExamples(): Promise<ReviewExample[]> {
  return Promise.all(
    readData(form, text, "content/review/examples.yaml").map(async ({ patch, ...rest }) => {
      const found = PATCHES[`../../../content/review/${patch}.patch`];
      if (found === undefined) throw new Error(`content/review/examples.yaml: there is no ${patch}.patch`);
      return { ...rest, link: `${href("review")}#${await linkOf(found, modelsVersion)}` };
    }),
  );
}
