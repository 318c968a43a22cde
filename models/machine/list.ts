/** Intrusive doubly linked lists with poison: include/linux/list.h, unchanged in all three eras. */
import type { StepName } from "../steps.ts";
import { ONCE, READ_ONCE, WRITE_ONCE } from "./access.ts";
import { atomic } from "./atomic.ts";
import { offsetOf, pointerTo, struct, type View } from "./layout.ts";
import { type Addr, LIST_POISON1, LIST_POISON2, type Memory } from "./memory.ts";
import type { Steps } from "./step.ts";

export class ListHead extends struct("struct list_head", {
  next: pointerTo<ListHead>(),
  prev: pointerTo<ListHead>(),
}) {}
const NEXT = offsetOf(ListHead, "next");
const PREV = offsetOf(ListHead, "prev");

export function INIT_LIST_HEAD(head: ListHead): void {
  WRITE_ONCE(head, "next", head.addr);
  head.prev = head.addr;
}

/** Inserts `entry` right after `head`: the list is a stack. */
export const list_add = atomic((entry: ListHead, head: ListHead): void => {
  insert(entry, head.addr, head.next);
});

/** Inserts `entry` right before `head`: the list is a queue. */
export const list_add_tail = atomic((entry: ListHead, head: ListHead): void => {
  insert(entry, head.prev, head.addr);
});

export const list_del = atomic((entry: ListHead): void => {
  const { memory, next, prev } = entry;
  memory.store(next + PREV, prev);
  memory.store(prev + NEXT, next, ONCE);
  entry.next = LIST_POISON1;
  entry.prev = LIST_POISON2;
});

/** The same, by one who does not hold the lock of the list: `between` stands between the loads and the stores. */
export function* list_del_unlocked(entry: ListHead, between: StepName): Steps {
  const { memory, next, prev } = entry;
  yield between;
  memory.store(next + PREV, prev);
  memory.store(prev + NEXT, next);
  entry.next = LIST_POISON1;
  entry.prev = LIST_POISON2;
}

export function list_del_init(entry: ListHead): void {
  list_del(entry);
  INIT_LIST_HEAD(entry);
}

export const list_move = atomic((entry: ListHead, head: ListHead): void => {
  list_del(entry);
  list_add(entry, head);
});

export const list_move_tail = atomic((entry: ListHead, head: ListHead): void => {
  list_del(entry);
  list_add_tail(entry, head);
});

export const list_empty = atomic((head: ListHead): boolean => {
  return READ_ONCE(head, "next") === head.addr;
});

/** Moves all entries of `list` to the end of `head` and leaves `list` empty. */
export const list_splice_tail_init = atomic((list: ListHead, head: ListHead): void => {
  if (list_empty(list)) return;
  const first = at(list, list.next);
  const last = at(list, list.prev);
  const tail = at(head, head.prev);
  tail.next = first.addr;
  first.prev = tail.addr;
  last.next = head.addr;
  head.prev = last.addr;
  INIT_LIST_HEAD(list);
});

/** Moves all entries of `list` to the front of `head` and leaves `list` empty. */
export const list_splice_init = atomic((list: ListHead, head: ListHead): void => {
  if (list_empty(list)) return;
  const first = at(list, list.next);
  const last = at(list, list.prev);
  const next = at(head, head.next);
  head.next = first.addr;
  first.prev = head.addr;
  last.next = next.addr;
  next.prev = last.addr;
  INIT_LIST_HEAD(list);
});

/**
 * list_for_each_entry_safe(): the next entry is fetched before the current one is handed out, so the
 * current one may be deleted in the loop, and nothing else may.
 */
export function* entries_safe(head: ListHead): Generator<Addr, void, void> {
  let entry = head.next;
  while (entry !== head.addr) {
    const next = head.memory.load(entry + NEXT);
    yield entry;
    entry = next;
  }
}

/** Members of a list as a checker sees them: no footprint, and no endless loop on a corrupted list. */
export function* peek_entries(
  memory: Memory,
  head: Addr,
  limit = Number.POSITIVE_INFINITY,
): Generator<Addr, void, void> {
  let found = 0;
  for (let entry = memory.peek(head); entry !== head && found < limit; entry = memory.peek(entry)) {
    if (!memory.isLive(entry)) break;
    found++;
    yield entry;
  }
}

/** Neighbours are addresses: half of all that kernel code does is list work, and a view of each would be most of its cost. */
function insert(entry: ListHead, prev: Addr, next: Addr): void {
  const { memory, addr } = entry;
  memory.store(next + PREV, addr);
  entry.next = next;
  entry.prev = prev;
  memory.store(prev + NEXT, addr, ONCE);
}

function at(view: View, addr: Addr): ListHead {
  return new ListHead(view.memory, addr);
}
