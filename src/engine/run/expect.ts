/** Compares an expectation with what was observed: a pattern matches when every key that it has matches. */
import { isMapping } from "../mapping.ts";
import { exceptionsOn, type ModelledKernel } from "../scenario/kernel_range.ts";
import type { Scenario } from "../scenario/scenario.ts";

export interface Mismatch {
  /** "pages.p.free". */
  path: string;
  expected: unknown;
  found: unknown;
}

export function mismatches(expected: unknown, found: unknown, path = ""): Mismatch[] {
  if (isMapping(expected) && isMapping(found)) {
    return Object.entries(expected).flatMap(([key, value]) =>
      mismatches(value, found[key], path === "" ? key : `${path}.${key}`),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [{ path, expected, found }];
}

/** What the scenario expects of an end on the kernel: what it expects everywhere, with its exceptions on top, key by key. */
export function expectedOn(scenario: Expecting, kernel: ModelledKernel): Record<string, unknown> {
  const { eventually: _, ...end } = allExpectedOn(scenario, kernel);
  return end;
}

/** What it expects every fair order to come to at some moment; null: nothing. */
export function eventuallyOn(scenario: Expecting, kernel: ModelledKernel): Record<string, unknown> | null {
  const { eventually } = allExpectedOn(scenario, kernel);
  return isMapping(eventually) ? eventually : null;
}

type Expecting = Pick<Scenario, "drivers" | "expect" | "eras">;

function allExpectedOn(scenario: Expecting, kernel: ModelledKernel): Record<string, unknown> {
  const special = exceptionsOn(scenario, kernel).map(({ expect = {} }) => expect);
  const { expect } = scenario;
  const common = kernel.era.uncounted ? { ...expect, ...uncounted(expect, scenario) } : expect;
  return special.reduce(merge, common);
}

/** However many references a scenario counts on a page of a balloon, a frozen one has none. */
function uncounted({ pages }: Record<string, unknown>, { drivers }: Expecting): { pages?: Record<string, unknown> } {
  if (!isMapping(pages)) return {};
  const isBalloon = (owner: unknown) => /balloon/.test(drivers[String(owner)]?.driver ?? "");
  const counted = Object.entries(pages).filter(
    ([, page]) => isMapping(page) && page.refcount !== undefined && isBalloon(page.owner),
  );
  return { pages: merge(pages, Object.fromEntries(counted.map(([name]) => [name, { refcount: 0 }]))) };
}

function merge(common: Record<string, unknown>, special: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...common };
  for (const [key, value] of Object.entries(special)) {
    const under = merged[key];
    merged[key] = isMapping(under) && isMapping(value) ? merge(under, value) : value;
  }
  return merged;
}
