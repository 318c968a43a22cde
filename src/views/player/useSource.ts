/** The text of the models, fetched from the site itself: an index once, and each file, as C and as TypeScript, when a step stands in it. */
import { useEffect, useState } from "preact/hooks";
import { type CFile, cFileAddress } from "../../engine/source/c_view.ts";
import { type CompactIndex, declarationsOf } from "../../engine/source/compact.ts";
import type { ModelFile } from "../../engine/source/model_file.ts";
import { SourceIndex } from "../../engine/source/places.ts";
import type { Trace, TraceStep } from "../../engine/trace/trace.ts";
import { useReadAs } from "../code/useReadAs.ts";
import { cView } from "./c_code.ts";
import { type CodeView, typescriptView } from "./code_view.ts";

let index: SourceIndex | null = null;
/** By address; null: there is none. */
const cFiles = new Map<string, CFile | null>();
const modelFiles = new Map<string, ModelFile | null>();
const loading = new Map<string, Promise<unknown>>();

/** Once for each address, however many ask. null: nothing was built there. src/pages/source/ has the forms. */
function load<Data>(address: string, keep: (data: Data | null) => void): Promise<unknown> {
  const started = loading.get(address);
  if (started) return started;
  const promise = fetch(`${import.meta.env.BASE_URL}/${address}`.replace("//", "/"))
    .then((response) => (response.ok ? response.json() : null))
    .then(keep)
    // Offline, say: the player goes on without it, and asks again at another step.
    .catch(() => loading.delete(address));
  loading.set(address, promise);
  return promise;
}

const loadIndex = () =>
  load<CompactIndex>("source/index.json", (data) => {
    if (data !== null) index = new SourceIndex(declarationsOf(data));
  });
const loadC = (address: string) => load<CFile>(address, (data) => cFiles.set(address, data));
const loadModel = (address: string) => load<ModelFile>(address, (data) => modelFiles.set(address, data));

/**
 * The code of a step, as the reader wants to read it; null while it is being fetched, and where there is none. What has been fetched is there at
 * once. `message`: what failed in the step; null where nothing did.
 */
export function useCode(trace: Trace, step: TraceStep | null, message: string | null): CodeView | null {
  const [, redraw] = useState({});
  const readAs = useReadAs();
  const place = step && index ? index.place(trace, step) : null;
  const asC = place && cFileAddress(`${trace.era}@${trace.kernel.release}`, place.file);
  const asIs = place && `source/${place.file}.json`;
  const cFile = asC && readAs === "c" ? cFiles.get(asC) : null;
  const inC = cFile && place && step ? cView(cFile, place, trace, step, message) : null;
  const file = asIs && modelFiles.get(asIs);
  const wantsIndex = index === null;
  const wantsC = cFile === undefined ? asC : null;
  // Where a function has no C, it is shown as it is.
  const wantsModel = cFile !== undefined && inC === null && file === undefined ? asIs : null;
  useEffect(() => {
    if (step === null) return;
    const missing = wantsIndex ? loadIndex() : wantsC ? loadC(wantsC) : wantsModel ? loadModel(wantsModel) : null;
    let isMounted = true;
    missing?.then(() => isMounted && redraw({}));
    return () => {
      isMounted = false;
    };
  }, [step, wantsIndex, wantsC, wantsModel]);
  if (inC !== null) return inC;
  return place && file && cFile !== undefined ? typescriptView(file, place, trace.without, message) : null;
}
