import { page_has_movable_ops } from "../../flags/movable.ts";
import { putback_movable_ops_page } from "../../flags/putback.ts";
import { type ListHead, list_empty } from "../../machine/list.ts";
import { putback_lru_page } from "../../machine/lru.ts";
import type { Steps } from "../../machine/step.ts";
import { kernel } from "../../machine/trace.ts";
import { slist_pop } from "./slist.ts";

export const putback_movable_pages = kernel("putback_movable_pages", function* (list: ListHead): Steps {
  const { k } = list.memory;
  yield "putback:first";
  while (!list_empty(list)) {
    const page = slist_pop(list);
    if (k.guard("putback:test") && page_has_movable_ops(page)) {
      yield* putback_movable_ops_page(page);
    } else {
      yield "putback:lru";
      yield* putback_lru_page(page);
    }
    yield "putback:next";
  }
});
