/** The models as somebody has them who deletes a check: where the code asks for the guard, the answer is no. Unlike `resolve`, nothing else changes. */
import type { EraId } from "../../../models/era.ts";
import type { GuardName } from "../../../models/guards.ts";

type Files = Readonly<Record<string, string>>;

/** `files`: by path, "models/flags/isolate.ts". In the era, and in what it shares with others. */
export function withoutGuards(files: Files, guards: readonly GuardName[], era: EraId): Record<string, string> {
  const own = new RegExp(`^models/(?:${era}|machine)/`);
  const call = new RegExp(`\\bk\\.guard\\("(?:${guards.join("|")})"\\)`, "g");
  const out = (text: string) => withoutLists(text, guards).replace(call, "false");
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, own.test(file) ? out(text) : text]));
}

const LIST = /^const (\w+) = \[([^\]]*)\] as const;/gm;

/** Where all guards of a list are asked for at once, one that is missing is enough. */
function withoutLists(text: string, guards: readonly GuardName[]): string {
  const lists = [...text.matchAll(LIST)].filter(([, , names]) => guards.some((guard) => names?.includes(`"${guard}"`)));
  return lists.reduce((now, [, name]) => now.replaceAll(`${name}.every((guard) => k.guard(guard))`, "false"), text);
}
