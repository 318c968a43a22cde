/** A kernel of a series in words: the patches that lead to it, with the way to what is said about them. */
import type { VNode } from "preact";
import type { SeriesId } from "../../../models/era.ts";
import { href } from "../../engine/links/href.ts";
import { patchesText } from "../../knowledge/series/patch_numbers.ts";

export interface PatchName {
  number: number;
  title: string;
  /** Of the whole, where it is a part of one. */
  /** Null: not found. */
  commit: string | null;
  isPart: boolean;
}

type Patches = readonly [first: number, last: number] | null;

export function stageText(patches: Patches, isFirst: boolean): string {
  if (patches === null) return isFirst ? "before the series" : "after the series";
  return patchesText(patches);
}

export function PatchList({
  series,
  patches,
  all,
}: {
  series: SeriesId;
  patches: Patches;
  all: readonly PatchName[];
}): VNode | null {
  if (patches === null) return null;
  const [first, last] = patches;
  return (
    <>
      <ul class="bisect-patches">
        {all
          .filter(({ number }) => number >= first && number <= last)
          .map(({ number, title, commit, isPart }) => (
            <li key={number}>
              <a href={`${href(`series/${series}`)}#patch-${number}`}>
                {number}. {title}
              </a>{" "}
              <span class="race-note">
                {isPart && "part of "}
                {commit === null ? "commit not found" : <code>{commit}</code>}
              </span>
            </li>
          ))}
      </ul>
      {first !== last && <p class="race-note">The models cannot tell these patches apart.</p>}
    </>
  );
}

/** The beginning of a sentence. */
export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;
