/** What is left out of the models, or what a stage of a series changes in them, as a patch: a link into /review, where it is tried in every order of every scenario. */

import type { GuardName } from "../../../models/guards.ts";
import { eraIdIn } from "../../../models/index.ts";
import { href } from "../../engine/links/href.ts";
import { modelsVersion } from "../../engine/links/version.ts";
import type { Point } from "../../knowledge/series/points.ts";
import { withoutGuards } from "../../knowledge/source/guards_out.ts";
import { asKernel } from "../../review/as_kernel.ts";
import { linkOf } from "../../views/review/link.ts";
import { diffOf } from "../../views/review/made.ts";
import { modelSource } from "./comparison.ts";

/** `kernel`: "mops@6.16". Null where nothing is left out, or the era's code never asks for it. */
export async function asPatch(kernel: string, guards: readonly GuardName[]): Promise<string | null> {
  const era = eraIdIn(kernel);
  const { files } = modelSource;
  const diff = guards.length === 0 ? "" : diffOf(files, withoutGuards(files, guards, era));
  if (diff === "") return null;
  return reviewOf(`Subject: [PATCH] ${era}: without ${guards.join(", ")}\n\n${diff}`);
}

/** Null: there is no patch from one era's code to another's, and none where nothing changes. */
export async function stageAsPatch(before: Point, { name, era, release }: Point): Promise<string | null> {
  if (before.era !== era) return null;
  const { files } = modelSource;
  const diff = diffOf(asKernel(files, before), asKernel(files, { era, release }));
  if (diff === "") return null;
  return reviewOf(
    `Subject: [PATCH] ${era.id}: from ${before.name} to ${name}\n\n${diff}\nbase-commit: ${before.name}\n`,
  );
}

const reviewOf = async (mail: string) => `${href("review")}#${await linkOf(mail, modelsVersion)}`;
