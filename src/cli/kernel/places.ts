/** `eras kernel check --tree PATH --places TAG`: where the functions of the models stand in the tree, as an entry of content/places.json. */
import { eraOf, KERNEL_NAMES } from "../../../models/index.ts";
import { readModels } from "../../knowledge/source/files.ts";
import { placesIn } from "../../knowledge/tree/places.ts";
import { treeOnDisk } from "../../knowledge/tree/tree.ts";
import { UsageError } from "../parts/command.ts";
import { printJson } from "../parts/terminal.ts";

export function collect(path: string, tag: string): number {
  if (!/^v\d+(\.\d+)+$/.test(tag)) throw new UsageError(`"${tag}" is no tag of a release`, "v6.12.117");
  const tree = treeOnDisk(path);
  const era = eraOf(tree.version);
  const release = era.releases.find(({ id }) => id === tree.version);
  if (!release) throw new UsageError(`no kernel ${tree.version} is modelled`, KERNEL_NAMES.join(", "));
  printJson(placesIn(tree, readModels(), `${era.id}@${release.id}`, tag));
  return 0;
}
