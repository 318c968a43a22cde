import { offsetOf } from "./layout.ts";
import { spin_unlock } from "./lock.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { count_isolated, type Z3foldHeader, Z3foldPool } from "./z3fold.ts";
import { destroy_compact_wq, destroy_release_wq } from "./z3fold_work.ts";

/** The pool is empty, but for pages that wait to be freed. `unregister` takes down what pages lead to. */
export const z3fold_destroy_pool = kernel(
  "z3fold_destroy_pool",
  function* (pool: Z3foldPool, unregister: () => void): Steps {
    const { k } = pool.memory;
    yield "z3fold:destroy";
    if (k.guard("z3fold:drain")) {
      pool.destroying = 1;
      yield* wait_for_isolated_drain(pool);
    }
    if (!k.guard("z3fold:inode-last")) unregister();
    if (!k.guard("z3fold:compact-first")) yield* destroy_release_wq(pool);
    yield* destroy_compact_wq(pool);
    if (k.guard("z3fold:compact-first")) yield* destroy_release_wq(pool);
    if (k.guard("z3fold:inode-last")) unregister();
  },
);

/** The flag is set before, so no page can be isolated any more once none is. */
function* wait_for_isolated_drain(pool: Z3foldPool): Steps {
  const { k } = pool.memory;
  const isolated = pool.addr + offsetOf(Z3foldPool, "isolated");
  const drained = () => pool.memory.peek(isolated) === 0;
  const ready = k.guard("z3fold:drain-condition") ? drained : () => !drained();
  yield { step: "z3fold:drain", ready, on: isolated };
}

/** Header locked, and unlocked on a refusal. */
export function may_isolate(zhdr: Z3foldHeader): boolean {
  const { k } = zhdr.memory;
  const pool = new Z3foldPool(zhdr.memory, zhdr.pool);
  if (k.guard("z3fold:drain") && pool.destroying !== 0) {
    if (k.guard("z3fold:isolate-unlocks")) spin_unlock(zhdr.page_lock);
    return false;
  }
  count_isolated(pool, 1);
  return true;
}
