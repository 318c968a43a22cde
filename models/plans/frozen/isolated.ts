/**
 * Isolated pages, kept outside of them: "with page->lru gone we cannot even put these things into a list" (<2612ac8a-d0a9-452b-a53d-75ffc6166224@redhat.com>).
 * A list of an isolator links nodes of its own, one for each page. Normal pages are held like that as well, for the mail wants something that is
 * not about offline pages alone; who migrates them or puts them back links them by `lru` again.
 */
import type { Kernel } from "../../machine/kernel.ts";
import { embed, pointerTo, struct } from "../../machine/layout.ts";
import { entries_safe, ListHead, list_add, list_add_tail, list_del } from "../../machine/list.ts";
import type { Addr } from "../../machine/memory.ts";
import { lru_to_page, type Page, pageAt } from "../../machine/page.ts";
import { page_is_movable } from "./word.ts";

/** `list` comes first, so that an entry of the list is the node. */
export class IsolatedPage extends struct("struct isolated_page", { list: embed(ListHead), page: pointerTo<Page>() }) {}

export const hold = (page: Page, list: ListHead): void => list_add(node_for(page).list, list);
export const hold_tail = (page: Page, list: ListHead): void => list_add_tail(node_for(page).list, list);

function node_for(page: Page): IsolatedPage {
  const node = page.memory.k.heap.alloc(IsolatedPage, "isolated page");
  node.page = page.addr;
  return node;
}

export function node_at(list: ListHead, entry: Addr): IsolatedPage {
  return new IsolatedPage(list.memory, entry);
}
export function page_of(node: IsolatedPage): Page {
  return pageAt(node.memory, node.page);
}
export function let_go(node: IsolatedPage): void {
  list_del(node.list);
  node.memory.k.heap.free(node);
}

/** Moves normal pages from nodes to a list that links them by `lru`, in the same order. */
export function link_folios(list: ListHead, folios: ListHead): void {
  for (const entry of entries_safe(list)) {
    const node = node_at(list, entry);
    const page = page_of(node);
    if (page_is_movable(page)) continue;
    let_go(node);
    list_add_tail(page.lru, folios);
  }
}
/** And back, behind what is there. */
export function hold_folios(folios: ListHead, list: ListHead): void {
  for (const entry of entries_safe(folios)) {
    const page = lru_to_page(list.memory, entry);
    list_del(page.lru);
    hold_tail(page, list);
  }
}

/** For observers: each node leads to its page, and along its list to the head. */
export function* isolated_pages(k: Kernel): Iterable<readonly [Page, Addr]> {
  const nodes = new Set(
    k.heap
      .live()
      .filter(({ layout }) => layout === IsolatedPage.layout)
      .map(({ addr }) => addr),
  );
  for (const node of nodes) {
    let at = node;
    for (let hops = 0; nodes.has(at) && hops <= nodes.size; hops++) at = k.memory.peek(at);
    yield [pageAt(k.memory, k.memory.peek(node + PAGE)), at];
  }
}
const PAGE = ListHead.layout.size;
