/** isolate_movable_ops_page() for pages that nobody can take a reference to: whoever sets the bit in the word of the type has the page until it is cleared. */
import type { Page } from "../../machine/page.ts";
import { clear_bit, test_and_set_bit } from "../../machine/page-flags.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { balloon_ops } from "./balloon_compaction.ts";
import { ClearPageIsolated } from "./page_isolated.ts";
import { change_word, is_isolated, is_movable, read_word, set_word, with_isolated } from "./word.ts";

/** True: the caller has the page, and its balloon cannot let go of it. There is neither a reference nor a lock. */
export const isolate_movable_ops_page = kernel(
  "isolate_movable_ops_page",
  function* (page: Page, mode: number): Steps<boolean> {
    const { k } = page.memory;
    yield "isolate:test";
    // On any other page the word is something else, so nobody may change it before this.
    const word = read_word(page);
    if (k.guard("isolate:test") && !is_movable(word)) return false;

    yield "isolate:claim";
    if (!(yield* claim(page, word))) return false;

    yield "isolate:ask";
    const isolated = yield* k.call(balloon_ops(k).isolate_page, "mops->isolate_page")(page, mode);
    if (!isolated) {
      yield "isolate:unclaim";
      ClearPageIsolated(page);
    }
    return isolated;
  },
);

/** False: somebody else has the page, or it is no longer what it was. Without its guard, the bit is set whatever it was; as two operations, others come in between. */
function* claim(page: Page, word: number): Steps<boolean> {
  const { k } = page.memory;
  if (k.differs("flag-apart")) return yield* claim_by_flag(page);
  if (k.guard("isolate:recheck-isolated") && is_isolated(word)) return false;
  if (k.guard("isolated:atomic")) return change_word(page, word, with_isolated(word));
  if (read_word(page) !== word) return false;
  yield "isolate:claim-store";
  set_word(page, with_isolated(word));
  return true;
}

/** In a word of its own, the flag says nothing of the type, so that is asked for again. */
function* claim_by_flag(page: Page): Steps<boolean> {
  const { k } = page.memory;
  if (test_and_set_bit(page, k.flags.PG_reclaim)) return false;
  yield "isolate:recheck";
  if (!k.guard("isolate:recheck") || is_movable(read_word(page))) return true;
  yield "isolate:unclaim";
  clear_bit(page, k.flags.PG_reclaim);
  return false;
}
