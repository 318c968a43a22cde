/** The schema of expectations: patterns of what src/engine/run/observe.ts sees in the end. */
import * as v from "valibot";
import { FAULT_KINDS } from "../faults.ts";
import { line, name, number, optional, yesOrNo } from "./form.ts";

const verdicts = ["ok" as const, ...FAULT_KINDS];

const textOrNull = v.nullable(line("a text, or null"));
const SCALAR = "a text, a whole number, true or false, or null";
const scalar = v.union([v.null(), line("a text"), number, yesOrNo], SCALAR);
const VALUE = "a text, a whole number, true or false, null, or a list or mapping of these";
const value = v.union([...scalar.options, v.array(scalar, VALUE), v.record(line("a key"), scalar, VALUE)], VALUE);

const page = v.strictObject(
  {
    pfn: optional(number, "Its frame number."),
    free: optional(yesOrNo, "Is it in the buddy allocator?"),
    refcount: optional(number, "References to it."),
    locked: optional(yesOrNo, "Is its page lock held?"),
    movable: optional(yesOrNo, "Is it marked movable, and not released by its owner?"),
    isolated: optional(yesOrNo, "Is it marked as isolated?"),
    lru: optional(yesOrNo, "Is it on the LRU list?"),
    owner: optional(textOrNull, "The device that owns it, user for a mapped page, or null."),
    type: optional(textOrNull, "Its page type, or null."),
  },
  "what can be seen of a page: a mapping",
);

const zone = v.strictObject(
  {
    managed: optional(number, "Pages that the buddy allocator manages: those in a balloon are not among them."),
    present: optional(number, "Frames of the zone that are online."),
    free: optional(number, "Pages that are free."),
  },
  "counters: a mapping",
);

const seen = {
  pages: optional(v.record(name, page, "pages by name: a mapping"), "Frames, by the names that `as` gave them."),
  devices: optional(
    v.record(name, v.record(line("a key"), value, "what can be seen of a device: a mapping"), "devices: a mapping"),
    "Devices by name. What can be seen depends on the driver.",
  ),
  zones: optional(v.record(name, zone, "zones by name: a mapping"), "Counters of pages by zone."),
  events: optional(
    v.strictObject(
      {
        BALLOON_INFLATE: optional(number, "Pages that went into a balloon."),
        BALLOON_DEFLATE: optional(number, "Pages that left a balloon."),
        BALLOON_MIGRATE: optional(number, "Pages of balloons that were migrated."),
        PGMIGRATE_SUCCESS: optional(number, "Pages that were migrated."),
        PGMIGRATE_FAIL: optional(number, "Pages whose migration failed."),
      },
      "events: a mapping",
    ),
    "Event counters of /proc/vmstat.",
  ),
  node: optional(
    v.strictObject(
      {
        NR_ISOLATED_ANON: optional(number, "Anonymous pages off their LRU list."),
        NR_ISOLATED_FILE: optional(number, "Other pages off their LRU list."),
      },
      "statistics: a mapping",
    ),
    "Statistics of the node.",
  ),
  results: optional(
    v.record(name, v.array(value, "a list of results"), "results by actor: a mapping"),
    "What each operation of an actor returned, in order; null for nothing.",
  ),
  log: optional(v.array(line("a line"), "a list of lines"), "The kernel log."),
};

const verdict = optional(
  v.picklist(verdicts, `one of ${verdicts.join(", ")}`),
  "How the run ends: ok (if missing), or the kind of fault.",
);

const NONE = "at least one expectation";

/** What an end looks like. */
export const ending = v.pipe(v.strictObject({ verdict, ...seen }, "expectations: a mapping"), v.minEntries(1, NONE));

export const expectation = v.pipe(
  v.strictObject(
    {
      verdict,
      eventually: optional(
        v.pipe(v.strictObject(seen, "expectations: a mapping"), v.minEntries(1, NONE)),
        "What every fair order comes to at some moment, not only in the end. Asked by `eras explore`, where the order is open.",
      ),
      ...seen,
    },
    "expectations: a mapping",
  ),
  v.minEntries(1, NONE),
);
