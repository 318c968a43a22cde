/** The stations in their order, which is that of the numbers in the names of their files, and the check list. */
import type * as v from "valibot";
import list from "../../../content/onboarding/checklist.yaml?raw";
import { readData } from "../../knowledge/data.ts";
import { checklist, type Station, station } from "../../knowledge/onboarding/form.ts";

const FILES = import.meta.glob<string>("../../../content/onboarding/stations/*.yaml", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** `id`: the name of the file without its number, so that a station keeps its address and what was passed when others come before it. */
export const STATIONS: readonly (Station & { id: string })[] = Object.entries(FILES)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([path, text]) => {
    const file = path.slice(path.indexOf("content/"));
    return { id: path.replace(/^.*\/\d\d-|\.yaml$/g, ""), ...readData(station, text, file) };
  });

export const CHECKLIST: v.InferOutput<typeof checklist> = readData(
  checklist,
  list,
  "content/onboarding/checklist.yaml",
);
