// Runs once before the browser tests: there is a browser, and the built site is being served.

import type { TestProject } from "vitest/node";
import { ensureChromium } from "./chromium.ts";
import { serveSite } from "./serve.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  ensureChromium();
  const { url, pages, close } = await serveSite();
  project.provide("url", url);
  project.provide("pages", pages);
  return close;
}

declare module "vitest" {
  export interface ProvidedContext {
    url: string;
    pages: string[];
  }
}
