/**
 * mm/z3fold.c:z3fold_destroy_pool(), with what five fixes of 2019 made of it. The third one, d776aaa9895e, counts isolated pages and waits for them; it
 * was taken back by 6e73fd25e2c7, because it could wait for ever, so no kernel from v5.4 on has it. Here it is done right.
 */
import type { Kernel } from "./kernel.ts";
import { offsetOf } from "./layout.ts";
import { spin_unlock } from "./lock.ts";
import type { Steps } from "./step.ts";
import { kernel } from "./trace.ts";
import { type Z3foldHeader, Z3foldPool } from "./z3fold.ts";
import { destroy_compact_wq, destroy_release_wq } from "./z3fold_work.ts";

/** The pool is empty, but for pages that wait to be freed. `unregister` takes down what pages lead to. */
export const z3fold_destroy_pool = kernel(
  "z3fold_destroy_pool",
  function* (k: Kernel, pool: Z3foldPool, unregister: () => void): Steps {
    yield "z3fold:destroy";
    if (k.guard("z3fold:drain")) {
      pool.destroying = 1;
      yield* wait_for_isolated_drain(k, pool);
    }
    if (!k.guard("z3fold:inode-last")) unregister();
    if (!k.guard("z3fold:compact-first")) yield* destroy_release_wq(k, pool);
    yield* destroy_compact_wq(k, pool);
    if (k.guard("z3fold:compact-first")) yield* destroy_release_wq(k, pool);
    if (k.guard("z3fold:inode-last")) unregister();
  },
);

/** The flag is set before, so no page can be isolated any more once none is. */
function* wait_for_isolated_drain(k: Kernel, pool: Z3foldPool): Steps {
  const isolated = pool.addr + offsetOf(Z3foldPool, "isolated");
  const drained = () => k.memory.peek(isolated) === 0;
  const ready = k.guard("z3fold:drain-condition") ? drained : () => !drained();
  yield { step: "z3fold:drain", ready, on: isolated };
}

/** Header locked, and unlocked on a refusal. */
export function may_isolate(k: Kernel, zhdr: Z3foldHeader): boolean {
  const pool = new Z3foldPool(k.memory, zhdr.pool);
  if (k.guard("z3fold:drain") && pool.destroying !== 0) {
    if (k.guard("z3fold:isolate-unlocks")) spin_unlock(zhdr.page_lock);
    return false;
  }
  pool.isolated += 1;
  return true;
}
