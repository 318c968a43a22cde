/** Rules that ask for what a function touches. */
import type { Era } from "../../../models/era.ts";
import { INVARIANTS } from "../../../models/invariants/index.ts";
import { isOf } from "../../../models/invariants/invariant.ts";
import type { GuardEntry } from "../../knowledge/guards/register.ts";

/** Words of a page, as code of the kernel names what it does to them, and as an invariant asks for them. */
const WORDS: readonly { code: RegExp; rule: RegExp }[] = [
  { code: /Isolated|isolated\(/, rule: /isolat/i },
  { code: /Movable|movable\(|\.mapping\b/, rule: /movable|mark|mapping/i },
  { code: /\bprivate\b/, rule: /private|owner/i },
  { code: /(?:try|un)?lock(?:_page)?\(|_trylock\(/, rule: /\block/i },
  { code: /(?:get|put)(?:_page)?\(|_put\(|_get\(|try_get/, rule: /reference/i },
  { code: /\blru\b|list_/, rule: /\blist/i },
  { code: /types\.|page_type/, rule: /\btype/i },
  { code: /isolated_pages|num_pages|managed|count_/, rule: /count/i },
];

/** Those of which the register of guards says that they break here, and those that ask for words that are touched here. */
export function rulesOf(text: string, guards: readonly string[], era: Era, register: readonly GuardEntry[]): string[] {
  const broken = register
    .filter(({ guard }) => guards.includes(guard))
    .flatMap(({ eras }) => Object.entries(eras))
    .flatMap(([kernel, cell]) => (kernel.split("@")[0] === era.id && "verdict" in cell ? cell.verdict : []));
  const words = WORDS.filter(({ code }) => code.test(text));
  return INVARIANTS.filter(
    (rule) =>
      broken.includes(`invariant ${rule.id}`) || (isOf(rule, era) && words.some((word) => word.rule.test(rule.text))),
  ).map(({ id }) => id);
}
