/** Words as rows of boxes, highest bit first: single bits where bits have names, one box where they are one value. */

import type { Release } from "../../../models/era.ts";
import { keysOf } from "../../../models/keys.ts";
import type { PageFlags } from "../../../models/machine/page-flags.ts";
import { hex } from "../../engine/trace/words.ts";
import type { Machine } from "./ballooned.ts";

interface Box {
  /** Bits, both ends included. */
  high: number;
  low: number;
  /** What stands in the box. */
  text: string;
  /** Part of what makes the page movable; set; or neither. */
  tone: "mark" | "set" | "clear";
  /** What it means. */
  name?: string;
}
export interface BitRow {
  name: string;
  hex: string;
  boxes: Box[];
}

export function bitRowsOf({ k, page }: Machine): BitRow[] {
  return [
    { name: "flags", hex: hex(page.flags), boxes: flagBoxes({ k, page }) },
    { name: "mapping", hex: hex(page.mapping), boxes: mappingBoxes(page.mapping) },
    {
      name: "page_type",
      hex: hex(page.page_type),
      boxes: typeBoxes(page.page_type, k.release, k.era.mark.words.includes("page_type")),
    },
  ];
}

/** The names of an era for the flags that it borrows, with the name of the lender. */
function flagName(flag: keyof PageFlags, aliases: Readonly<Partial<Record<keyof PageFlags, string>>>): string {
  const alias = aliases[flag];
  return alias === undefined ? flag : `${alias} (= ${flag})`;
}

function flagBoxes({ k, page }: Machine): Box[] {
  const aliases = k.era.bearsAliases(k, page) ? k.era.flagAliases : {};
  const names = new Map(keysOf(k.flags).map((flag) => [k.flags[flag], flag]));
  return Array.from({ length: 32 }, (_, index) => {
    const bit = 31 - index;
    const flag = names.get(bit);
    const set = ((page.flags >>> bit) & 1) === 1;
    const isMark = flag !== undefined && flag === k.era.mark.flag;
    return {
      high: bit,
      low: bit,
      text: set ? "1" : "0",
      tone: set && isMark ? "mark" : set ? "set" : "clear",
      ...(flag === undefined ? {} : { name: flagName(flag, aliases) }),
    };
  });
}

const TAGS = ["no tag: NULL, or the mapping of a file", "anonymous memory", "movable", "KSM"];

function mappingBoxes(mapping: number): Box[] {
  const tag = mapping & 3;
  const tone = tag === 2 ? "mark" : "clear";
  const pointer = mapping & ~3;
  return [
    { high: 63, low: 2, text: pointer === 0 ? "NULL" : hex(pointer), tone: "clear", name: "the pointer" },
    { high: 1, low: 1, text: String(tag >> 1), tone, name: `with bit 0: ${TAGS[tag]}` },
    { high: 0, low: 0, text: String(tag & 1), tone },
  ];
}

function typeBoxes(type: number, { types }: Release, isMark: boolean): Box[] {
  const name = types.describe(type) ?? "no type";
  const tone = name === "no type" ? "clear" : isMark ? "mark" : "set";
  const digits = (type >>> 0).toString(16).padStart(8, "0");
  const isMask = types.describe((0xf1 << 24) | 0) !== "offline";
  if (!isMask) {
    return [
      { high: 31, low: 24, text: `0x${digits.slice(0, 2)}`, tone, name: `type: ${name}` },
      { high: 23, low: 0, text: `0x${digits.slice(2)}`, tone: "clear", name: "for the owner of the page" },
    ];
  }
  const bit = (at: number): Box => ({ high: at, low: at, text: String((type >>> at) & 1), tone: "clear" });
  return [
    { high: 31, low: 28, text: `0x${digits.slice(0, 1)}`, tone: "clear", name: "the word is a type" },
    { high: 27, low: 9, text: "ones", tone: "clear" },
    { ...bit(8), tone, name: "0 means offline" },
    { ...bit(7), name: "0 would mean free" },
    { high: 6, low: 0, text: "ones", tone: "clear" },
  ];
}
