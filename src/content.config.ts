import { defineCollection } from "astro:content";
import { proseLoader } from "./site/prose/loader.ts";

export const collections = {
  walkthroughs: defineCollection({ loader: proseLoader("walkthroughs") }),
};
