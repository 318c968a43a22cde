/**
 * The kernels that an exception of a scenario names: "mops" is all of the era, "mops@6.1" that one kernel; "flags@7.0..", "mops@..6.12" and
 * "mops@6.2..6.12" are those from one version to another, both included. The end of a range need not be modelled. The stages of a series
 * count too: they stand after the kernel that the series starts from, and before the one that it leads to.
 */
import { type Era, isStage, lineage, type Release } from "../../../models/era.ts";
import { ERAS, KERNEL_NAMES, KERNELS, PLANNED, PLANS, versionOf } from "../../../models/index.ts";
import { nearest } from "./nearest.ts";
import type { EraException, Scenario } from "./scenario.ts";

export interface ModelledKernel {
  era: Era;
  release: Release;
}

const ALL = [...ERAS, ...PLANNED];
const RUN = [...KERNELS, ...PLANS.flatMap((era) => era.releases.map((release) => ({ era, release })))];

/** "mops" for the reference kernel of an era, "mops@6.12" for another one. */
export function kernelName(era: string, release: string): string {
  const isReference = ALL.some(({ id, releases: [first] }) => id === era && first?.id === release);
  return isReference ? era : `${era}@${release}`;
}

const VERSION = String.raw`\d+\.\d+(?:\.\d+|-p\d+)?`;
/** Kernels of plans, which need be no versions, are in no range: they have but their name. */
const UNVERSIONED = ALL.flatMap(({ id, releases }) =>
  releases.filter((each) => versionOf(each) === null).map((each) => `${id}@${each.id.replaceAll(".", "\\.")}`),
);
const RANGES = `(?:${ALL.map(({ id }) => id).join("|")})(?:@(?:${VERSION}|${VERSION}\\.\\.|(?:${VERSION})?\\.\\.${VERSION}))?`;
export const KERNEL_RANGE = new RegExp(`^${[RANGES, ...UNVERSIONED].join("$|^")}$`);

/** Empty where it names none: a slip of the pen, or a range in which no kernel is modelled. */
export function kernelsNamed(text: string): ModelledKernel[] {
  if (!KERNEL_RANGE.test(text)) return [];
  const [id] = text.split("@");
  return RUN.filter(({ era, release }) => era.id === id && isWithin(release, text));
}

/** Is the kernel, if it is one of that era, among those that the text names? */
function isWithin(release: Release, text: string): boolean {
  const [id, range] = text.split("@");
  if (range === undefined) return true;
  if (!range.includes("..")) return release.id === range;
  if (versionOf(release) === null) return false;
  const own = KERNELS.filter(({ era }) => era.id === id);
  const [from = "", to = ""] = range.split("..");
  const [first, last] = [from === "" ? [] : place(from, own, 0), to === "" ? [Infinity] : place(to, own, Infinity)];
  const at = place(release.id, own, Infinity);
  return order(first, at) <= 0 && order(at, last) <= 0;
}

function isOf({ id }: Era, text: string): boolean {
  return id === text.split("@")[0];
}

/** As a kernel of its own era, or of one that its era is a change of: "flags@7.0.." holds on 7.4 of an era that is built on flags. */
function isNamed({ era, release }: ModelledKernel, text: string): boolean {
  return lineage(era).some((id) => id === text.split("@")[0]) && isWithin(release, text);
}

/** What some interleaving on the kernel must lead to. A plan is made to change what can happen, so there only its own name speaks for it. */
export function possibleOn({ can }: Pick<Scenario, "can">, kernel: ModelledKernel): Scenario["can"] {
  const names = (text: string) => isNamed(kernel, text) && (kernel.era.kind !== "plan" || isOf(kernel.era, text));
  return can.filter(({ kernels }) => kernels === undefined || kernels.some(names));
}

/** What the scenario makes an exception of on the kernel, in the order of the file: what comes later has the last word. */
export function exceptionsOn({ eras }: Pick<Scenario, "eras">, kernel: ModelledKernel): EraException[] {
  return Object.entries(eras)
    .filter(([text]) => isNamed(kernel, text))
    .map(([, exception]) => exception);
}

/** What was probably meant by a text that names no kernel. */
export function nearestKernels(text: string): string | undefined {
  const [, range = ""] = text.split("@");
  const dashed = text.replace(/\.{3,}|[-–…]/, "..");
  const inOtherEras = ERAS.map(({ id }) => `${id}@${range}`);
  return nearest(
    text,
    [dashed, ...KERNEL_NAMES, ...inOtherEras].filter((each) => kernelsNamed(each).length > 0),
  );
}

/** For a sentence: "mops up to 6.12", "flags from 7.0 on". */
export function inWords(text: string): string {
  const [era, range = ""] = text.split("@");
  const [from, to] = range.split("..");
  if (to === undefined) return text;
  if (from === "") return `${era} up to ${to}`;
  return to === "" ? `${era} from ${from} on` : `${era} from ${from} to ${to}`;
}

/**
 * Where it stands in time: version, patch level, patch of a series. A bare 6.17 has the patch level that is given: as a kernel it is the last
 * of its stable line, as the start of a range the first.
 */
function place(id: string, own: readonly ModelledKernel[], level: number): number[] {
  const [version = "", patch] = id.split("-p");
  const [major = 0, minor = 0, stable = level] = version.split(".").map(Number);
  if (patch === undefined) return [major, minor, stable, 0];
  // The patches that lead away from a kernel begin with the first of the series.
  const [first] = own.flatMap(({ release }) =>
    isStage(release) && release.id.startsWith(`${version}-p`) ? [release.stage] : [],
  );
  return [major, minor, first?.patches[0] === 1 ? Infinity : -1, Number(patch)];
}

function order(a: readonly number[], b: readonly number[]): number {
  for (const [at, part] of a.entries()) if (part !== b[at]) return part < (b[at] ?? 0) ? -1 : 1;
  return 0;
}
