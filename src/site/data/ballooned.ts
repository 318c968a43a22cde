/** A machine of an era with one page in a balloon, as the scenario `migrate-one` sets it up: what pictures of words are read from. */

import type { Era } from "../../../models/era.ts";
import type { Kernel } from "../../../models/machine/kernel.ts";
import type { Page } from "../../../models/machine/page.ts";
import { must } from "../../engine/must.ts";
import { bootMachine } from "../../engine/run/prepare.ts";
import { formatWord, hex } from "../../engine/trace/words.ts";
import { scenarioNamed } from "./scenarios.ts";

/** A page, and the machine that it is on. */
export interface Machine {
  k: Kernel;
  page: Page;
}

export function ballooned(era: Era, release = era.releases[0]): Machine {
  const { k, pages } = bootMachine(scenarioNamed("migrate-one"), era, release);
  return { k, page: must(pages.get("p"), "page p") };
}

/** A word as it is in the memory, and in words. */
export interface Word {
  value: number;
  hex: string;
  text: string;
}

export function wordAt(k: Kernel, addr: number): Word {
  const value = k.memory.peek(addr);
  return { value, hex: hex(value), text: formatWord(k, addr, value) };
}
