/**
 * How kernel code reaches a word. C's plain accesses may be torn, fused or repeated by the compiler, so two CPUs may not meet in one; whatever is
 * shared without a lock is marked: tools/memory-model/Documentation/access-marking.txt. Nobody but a monitor (monitor.ts) is told.
 */
import { offsetOf, type StructOf, type View } from "./layout.ts";
import type { Addr } from "./memory.ts";

export const PLAIN = 0;
/** READ_ONCE(), WRITE_ONCE(), atomic_read(), atomic_set(), test_bit(). */
export const ONCE = 1;
/** A read-modify-write that orders nothing else: atomic_inc(), set_bit(), clear_bit(). */
export const RELAXED = 2;
/** One whose result is used, and which therefore orders all before it and all after it: atomic_dec_and_test(), test_and_set_bit(). */
export const ORDERED = 3;
/** A sum of which every CPU has a part of its own, or an atomic_t of which nobody uses the value. */
export const COUNTER = 4;
/** Inside a lock function: what it looks at, and whom it wakes. */
export const LOCK_WORD = 5;
/** The store that takes a lock, or gives it back. */
export const ACQUIRE = 6;
export const ACQUIRE_SHARED = 7;
export const RELEASE = 8;
export const RELEASE_SHARED = 9;
/** smp_load_acquire(), smp_store_release(), and what a sleeper and its waker do. */
export const LOAD_ACQUIRE = 10;
export const STORE_RELEASE = 11;
/** data_race(): plain to the compiler, but whoever wrote it knows that others may store meanwhile, and KCSAN asks no more. */
export const DATA_RACE = 12;

/** One of these, and above the low four bits one more than the number of the bit that it is about. */
export type Access = number;
const KIND_BITS = 4;
export const kindOf = (access: Access): number => access & ((1 << KIND_BITS) - 1);
/** -1: the whole word. */
export const bitOf = (access: Access): number => (access >> KIND_BITS) - 1;
export const ofBit = (kind: number, bit: number): Access => kind | ((bit + 1) << KIND_BITS);

type Field<T extends View> = Exclude<keyof T & string, keyof View>;

function place<T extends View>(view: T, field: Field<T>): Addr {
  return view.addr + offsetOf(view.constructor as StructOf<T>, field);
}

export function READ_ONCE<T extends View>(view: T, field: Field<T>): number {
  return view.memory.load(place(view, field), ONCE);
}
export function WRITE_ONCE<T extends View>(view: T, field: Field<T>, value: number): void {
  view.memory.store(place(view, field), value, ONCE);
}

export function data_race<T extends View>(view: T, field: Field<T>): number {
  return view.memory.load(place(view, field), DATA_RACE);
}

/** The sum. Whoever uses it says that the operation is ORDERED, or STORE_RELEASE where somebody sleeps until the word has a certain value. */
export function atomic_add<T extends View>(view: T, field: Field<T>, by: number, access: Access = RELAXED): number {
  const { memory } = view;
  const addr = place(view, field);
  const value = memory.load(addr, access) + by;
  memory.store(addr, value, access);
  return value;
}
/** Nobody waits for the sum, and no CPU for another that adds to it. */
export function count<T extends View>(view: T, field: Field<T>, by: number): void {
  atomic_add(view, field, by, COUNTER);
}
