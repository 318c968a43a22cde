/**
 * What a user of the API can observe of an end state, and nothing more: which of the scenario's pages are free, isolated or owned, and by
 * whom; what the devices hold; the counters that user space reads; what the operations returned. Left out on purpose, because the eras
 * may differ in it without anybody being able to tell: frame numbers of targets, page types, the mark, reference counts, log lines, and
 * how often something was tried.
 */
import type { Trace } from "../trace/trace.ts";

export function project({ pages, devices, zones, node, results }: Trace["end"]): Record<string, unknown> {
  return {
    pages: mapValues(pages, ({ free, owner, isolated, lru }) => ({ free, owner, isolated, lru })),
    devices,
    zones,
    node,
    results: mapValues(results, (told) => told.map((result) => (Array.isArray(result) ? result.length : result))),
  };
}

function mapValues<T, R>(object: Record<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
