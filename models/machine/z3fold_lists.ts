/** What list.ts does, for the lists of a z3fold pool: all of them belong to pool->lock, which the machine has not. */
import {
  list_add as add,
  list_del as del,
  list_del_init as del_init,
  list_empty as empty,
  INIT_LIST_HEAD as init,
} from "./list.ts";
import { POOL_LOCK, under } from "./monitor.ts";

export const INIT_LIST_HEAD = under(POOL_LOCK, init);
export const list_add = under(POOL_LOCK, add);
export const list_del = under(POOL_LOCK, del);
export const list_del_init = under(POOL_LOCK, del_init);
export const list_empty = under(POOL_LOCK, empty);
