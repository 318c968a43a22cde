/** content/names.yaml: what each era calls the parts of the interface, and the changes that renamed them. */
import * as v from "valibot";
import text from "../../../content/names.yaml?raw";
import { lineage } from "../../../models/era.ts";
import { ERA_IDS, ERAS, type EraId } from "../../../models/index.ts";
import { line, readData, sources } from "../../knowledge/data.ts";

const byEra = Object.fromEntries(ERA_IDS.map((id) => [id, v.optional(line)])) as Record<
  EraId,
  ReturnType<typeof v.optional<typeof line, undefined>>
>;
const name = v.strictObject({
  what: line,
  ...byEra,
  /** In a later release of the newest era that kernels had. */
  later: v.optional(v.strictObject({ name: line, since: line })),
  change: line,
  sources,
});

const namesFile = v.array(v.strictObject({ group: line, names: v.pipe(v.array(name), v.minLength(1)) }));

export type NameGroup = v.InferOutput<typeof namesFile>[number];

export function nameGroups(): NameGroup[] {
  const groups = readData(namesFile, text, "content/names.yaml");
  return groups.map(({ group, names }) => ({ group, names: names.map(completed) }));
}

/** An era has the names of the one that it is built on, where the file has none for it. */
function completed(entry: NameGroup["names"][number]): NameGroup["names"][number] {
  const names = ERAS.map((era) => {
    const from = lineage(era).find((id) => entry[id] !== undefined);
    return [era.id, from && entry[from]] as const;
  });
  return { ...entry, ...Object.fromEntries(names.filter(([, known]) => known !== undefined)) };
}
