/** The text of the models, fetched from the site itself: an index once, and each file when a step stands in it. */
import { useEffect, useState } from "preact/hooks";
import { type CompactIndex, declarationsOf } from "../../engine/source/compact.ts";
import { type Place, SourceIndex } from "../../engine/source/places.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { type CodeView, typescriptView } from "./code_view.ts";

/** Text and, where it is highlighted, the class without its `tok-`. */
export type Line = readonly (readonly [text: string, kind?: string])[];

export interface SourcePlace extends Place {
  lines: readonly Line[];
}

let index: SourceIndex | null = null;
const files = new Map<string, readonly Line[]>();
const loading = new Map<string, Promise<unknown>>();

/** Once for each name, however many ask. */
function load(name: string): Promise<unknown> {
  const started = loading.get(name);
  if (started) return started;
  const promise = fetch(`${import.meta.env.BASE_URL}/source/${name}.json`.replace("//", "/"))
    .then((response) => response.json())
    .then((data) => {
      if (name === "index") index = new SourceIndex(declarationsOf(data as CompactIndex));
      else files.set(name, data as Line[]);
    })
    // Offline, say: the player goes on without it, and asks again at another step.
    .catch(() => loading.delete(name));
  loading.set(name, promise);
  return promise;
}

/** `message`: what failed in the step; null where nothing did. */
export function useCode(trace: Trace, step: TraceStep | null, message: string | null): CodeView | null {
  const source = useSource(trace, step);
  return source && typescriptView(source, message);
}

/** null while it is being fetched, and where there is none. What has been fetched is there at once. */
function useSource(trace: Trace, step: TraceStep | null): SourcePlace | null {
  const [, redraw] = useState({});
  const place = step && index ? index.place(trace, step) : null;
  const lines = place && files.get(place.file);
  const wanted = index === null ? "index" : place && !lines ? place.file : null;
  useEffect(() => {
    if (step === null || wanted === null) return;
    let isMounted = true;
    load(wanted).then(() => isMounted && redraw({}));
    return () => {
      isMounted = false;
    };
  }, [step, wanted]);
  return place && lines ? { ...place, lines } : null;
}
