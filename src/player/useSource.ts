/** The text of the models, fetched from the site itself: an index once, and each file when a step stands in it. */
import { useEffect, useState } from "preact/hooks";
import { type CompactIndex, declarationsOf } from "../source/compact.ts";
import { type Place, SourceIndex } from "../source/places.ts";
import type { Trace, TraceStep } from "../trace/trace.ts";

/** Text and, where it is highlighted, the class without its `tok-`. */
export type Line = readonly (readonly [text: string, kind?: string])[];

export interface SourcePlace extends Place {
  lines: readonly Line[];
}

const known = new Map<string, Promise<unknown>>();
let index: Promise<SourceIndex> | null = null;

function fetched<T>(file: string): Promise<T> {
  const url = `${import.meta.env.BASE_URL}/source/${file}.json`.replace("//", "/");
  const promise = known.get(file) ?? fetch(url).then((response) => response.json());
  known.set(file, promise);
  return promise as Promise<T>;
}

/** null while it is being fetched, and where there is none. The last one stays until the next is there. */
export function useSource(trace: Trace, step: TraceStep | null): SourcePlace | null {
  const [found, setFound] = useState<SourcePlace | null>(null);
  useEffect(() => {
    if (step === null) return;
    let isWanted = true;
    index ??= fetched<CompactIndex>("index").then((data) => new SourceIndex(declarationsOf(data)));
    index
      .then(async (models) => {
        const place = models.place(trace, step);
        const lines = place && (await fetched<Line[]>(place.file));
        if (isWanted) setFound(place && lines && { ...place, lines });
      })
      // Offline, say: the player goes on without it.
      .catch(() => isWanted && setFound(null));
    return () => {
      isWanted = false;
    };
  }, [trace, step]);
  return step === null ? null : found;
}
