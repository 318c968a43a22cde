/** putback_movable_pages() for lists of nodes. */
import { putback_movable_pages as putback_folios } from "../../flags/putback.ts";
import { enclosed } from "../../machine/atomic.ts";
import { entries_safe, type ListHead, list_empty } from "../../machine/list.ts";
import type { Steps } from "../../machine/step.ts";
import { on_stack } from "../../machine/task.ts";
import { kernel } from "../../machine/trace.ts";
import { balloon_ops } from "./balloon_compaction.ts";
import { type IsolatedPage, let_go, link_folios, node_at, page_of } from "./isolated.ts";
import { ClearPageIsolated } from "./page_isolated.ts";

export const putback_movable_pages = kernel(
  "putback_movable_pages",
  on_stack(function* (stack, list: ListHead): Steps {
    const folios = stack.list("folios");
    link_folios(list, folios);
    for (const entry of entries_safe(list)) {
      yield "putback:next";
      yield* putback_frozen_page(node_at(list, entry));
    }
    if (!list_empty(folios)) yield* putback_folios(folios);
  }),
);

/** The balloon has the page back before anybody else can have it: with the bit clear a scanner may come at once. */
const putback_frozen_page = enclosed(function* (node: IsolatedPage): Steps {
  const { k } = node.memory;
  const page = page_of(node);
  if (!k.guard("putback:flag-after-callback")) ClearPageIsolated(page);
  yield "putback:call-ops";
  yield* k.call(balloon_ops(k).putback_page, "mops->putback_page")(page);
  let_go(node);
  yield "putback:clear-flag";
  if (k.guard("putback:flag-after-callback")) ClearPageIsolated(page);
});
