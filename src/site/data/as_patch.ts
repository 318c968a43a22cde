/** What is left out of the models as a patch of them: a link into /review, where it is tried in every order of every scenario. */
import type { EraId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";
import { href } from "../../engine/links/href.ts";
import { modelsVersion } from "../../engine/links/version.ts";
import { must } from "../../engine/must.ts";
import { withoutGuards } from "../../knowledge/source/guards_out.ts";
import { linkOf } from "../../views/review/link.ts";
import { diffOf } from "../../views/review/made.ts";
import { modelSource } from "./comparison.ts";

/** `kernel`: "mops@6.16". Null where nothing is left out, or the era's code never asks for it. */
export async function asPatch(kernel: string, guards: readonly GuardName[]): Promise<string | null> {
  const era = must(kernel.split("@")[0], "such era") as EraId;
  const { files } = modelSource;
  const diff = guards.length === 0 ? "" : diffOf(files, withoutGuards(files, guards, era));
  if (diff === "") return null;
  return `${href("review")}#${await linkOf(`Subject: [PATCH] ${era}: without ${guards.join(", ")}\n\n${diff}`, modelsVersion)}`;
}
