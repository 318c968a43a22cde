/**
 * What a `::: code` line asks for:
 *
 *   ::: code isolate_movable_page flags=isolate_movable_ops_page
 *   ::: code put_and_fail era=mops file=isolate.ts from=isolate:put fold
 */

import { type Era, type EraId, lineage } from "../../../models/era.ts";
import { ERA_IDS, ERAS } from "../../../models/index.ts";
import { isOneOf } from "../../../models/keys.ts";
import type { Complain } from "./problem.ts";

export interface Request {
  /** What to show of each era; null where the era has nothing of the kind. */
  names: ReadonlyMap<EraId, string | null>;
  /** Name of the file in the era's folder, where a name stands in several. */
  file: string | undefined;
  /** First step shown, and the first one that is not. */
  from: string | undefined;
  to: string | undefined;
  /** Shown only on demand. */
  fold: boolean;
}

export function parseRequest(text: string, complain: Complain): Request {
  const [name = "", ...options] = text.split(/\s+/).filter((word) => word !== "");
  if (!/^[\w$]+$/.test(name)) complain("::: code needs the name of a function: ::: code isolate_movable_page");
  const request: Omit<Request, "names"> = { file: undefined, from: undefined, to: undefined, fold: false };
  const names = new Map<EraId, string | null>();
  let only: string | undefined;
  for (const option of options) {
    const [, key = "", value = ""] = /^(\w+)(?:=(\S+))?$/.exec(option) ?? [];
    if (key === "fold" && value === "") request.fold = true;
    else if (isOneOf(ERA_IDS, key) && value !== "") names.set(key, value === "none" ? null : value);
    else if (key === "era" && isOneOf(ERA_IDS, value)) only = value;
    else if ((key === "file" || key === "from" || key === "to") && value !== "") request[key] = value;
    else
      complain(
        `::: code does not know the option "${option}"; there are era, ${ERA_IDS.join(", ")}, file, from, to, fold`,
      );
  }
  const eras = ERAS.filter(({ id }) => only === undefined || id === only);
  return { ...request, names: new Map(eras.map((era) => [era.id, nameIn(era)])) };

  /** As the line says it of the era, or of one that the era is built on. */
  function nameIn(era: Era): string | null {
    const from = lineage(era).find((id) => names.has(id));
    return from === undefined ? name : (names.get(from) ?? null);
  }
}
