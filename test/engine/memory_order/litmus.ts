/**
 * Litmus tests with published verdicts: x86-TSO (Owens, Sarkar, Sewell, TPHOLs 2009: SB, n5, n6, amd3 …), PSO (SPARC Architecture Manual 8, appendix K), and,
 * for those that are files of the kernel's tools/memory-model/litmus-tests, what Linux's own model says.
 */
interface Litmus {
  name: string;
  threads: readonly string[];
  /** The end that is asked for: each of these stands in it. */
  exists: string;
  /** The strictest memory that allows it; nowhere under sc. */
  allowed: "nowhere" | "tso" | "pso" | "tso-ll" | "pso or tso-ll" | "rmo";
  linux?: "Never" | "Sometimes";
}

const test = (
  name: string,
  program: string,
  exists: string,
  allowed: Litmus["allowed"],
  linux?: Litmus["linux"],
): Litmus => {
  return { name, threads: program.split(" | "), exists, allowed, ...(linux && { linux }) };
};

export const LITMUS: readonly Litmus[] = [
  test("SB+poonceonces", "x=1; r0=y | y=1; r0=x", "0:r0=0 1:r0=0", "tso", "Sometimes"),
  test("SB+fencembonceonces", "x=1; mb; r0=y | y=1; mb; r0=x", "0:r0=0 1:r0=0", "nowhere", "Never"),
  test("SB+rfionceonce-poonceonces", "x=1; r0=x; r1=y | y=1; r0=y; r1=x", "0:r1=0 1:r1=0", "tso", "Sometimes"),
  test("SB+mb+po", "x=1; mb; r0=y | y=1; r0=x", "0:r0=0 1:r0=0", "tso"),
  test("SB+wmbs", "x=1; wmb; r0=y | y=1; wmb; r0=x", "0:r0=0 1:r0=0", "tso"),
  test("SB+rel-acq", "x=1 release; r0=y acquire | y=1 release; r0=x acquire", "0:r0=0 1:r0=0", "tso"),
  test("SB+xchgs", "r1=xchg(x,1); r0=y | r1=xchg(y,1); r0=x", "0:r0=0 1:r0=0", "nowhere"),
  test("3.SB", "x=1; r0=y | y=1; r0=z | z=1; r0=x", "0:r0=0 1:r0=0 2:r0=0", "tso"),
  test("n5", "x=1; r0=x | x=2; r0=x", "0:r0=2 1:r0=1", "nowhere"),
  test("n6", "x=1; r0=x; r1=y | y=1; x=2", "0:r0=1 0:r1=0 x=1", "tso"),
  test("n7", "x=1; r0=x; r1=y | y=1 | r0=y; r1=x", "0:r0=1 0:r1=0 2:r0=1 2:r1=0", "tso"),
  test("amd3", "x=1; x=2; r0=y | y=1; y=2; r0=x", "0:r0=1 1:r0=1", "tso"),
  test("MP+poonceonces", "x=1; y=1 | r0=y; r1=x", "1:r0=1 1:r1=0", "pso or tso-ll", "Sometimes"),
  test("MP+fencewmbonceonce+fencermbonceonce", "x=1; wmb; y=1 | r0=y; rmb; r1=x", "1:r0=1 1:r1=0", "nowhere", "Never"),
  test("MP+pooncerelease+poacquireonce", "x=1; y=1 release | r0=y acquire; r1=x", "1:r0=1 1:r1=0", "nowhere", "Never"),
  test("MP+polocks", "x=1; lock; y=1; unlock | lock; r0=y; unlock; r1=x", "1:r0=1 1:r1=0", "nowhere", "Never"),
  test("MP+porevlocks", "r0=y; lock; r1=x; unlock | lock; x=1; unlock; y=1", "0:r0=1 0:r1=0", "nowhere", "Never"),
  test(
    "MP+unlocklockonceonce+fencermbonceonce",
    "lock; x=1; unlock; lock; y=1; unlock | r0=y; rmb; r1=x",
    "1:r0=1 1:r1=0",
    "nowhere",
    "Never",
  ),
  test("MP+wmb+po", "x=1; wmb; y=1 | r0=y; r1=x", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+po+rmb", "x=1; y=1 | r0=y; rmb; r1=x", "1:r0=1 1:r1=0", "pso"),
  test("MP+wmb+acq", "x=1; wmb; y=1 | r0=y acquire; r1=x", "1:r0=1 1:r1=0", "nowhere"),
  test("MP+wmb+po-acq", "x=1; wmb; y=1 | r0=y; r1=x acquire", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+wmb+wmb", "x=1; wmb; y=1 | r0=y; wmb; r1=x", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+wmb+ctrl", "x=1; wmb; y=1 | r0=y; if r0: r1=x", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+wmb+ctrl-rmb", "x=1; wmb; y=1 | r0=y; if r0: rmb; r1=x", "1:r0=1 1:r1=0", "nowhere"),
  test("MP+wmb+xchg", "x=1; wmb; y=1 | r0=y; r2=xchg(z,1); r1=x", "1:r0=1 1:r1=0", "nowhere"),
  test("MP+wmb+xchg_relaxed", "x=1; wmb; y=1 | r0=y; r2=xchg_relaxed(z,1); r1=x", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+wmb+lock", "x=1; wmb; y=1 | r0=y; lock; r1=x; unlock", "1:r0=1 1:r1=0", "nowhere"),
  test("MP+onceassign+derefonce", "x=1; y=&x release | r0=y; r1=*r0", "1:r0=9 1:r1=0", "nowhere", "Never"),
  test("MP+po+addr", "x=1; y=&x | r0=y; r1=*r0", "1:r0=9 1:r1=0", "pso"),
  test("MP+wmb+rfi-po", "x=1; wmb; y=1 | y=2; r0=y; r1=x", "1:r0=1 1:r1=0", "tso-ll"),
  test("MP+wmb-po+rmb", "x=1; wmb; y=1; z=1 | r0=z; rmb; r1=x", "1:r0=1 1:r1=0", "nowhere"),
  test("MP+po-rel-po", "x=1; y=1 release; z=1 | r0=z; r1=x", "1:r0=1 1:r1=0", "pso or tso-ll"),
  test("MP+xchg_relaxed", "x=1; r0=xchg_relaxed(y,1) | r0=y; r1=x", "1:r0=1 1:r1=0", "pso or tso-ll"),
  test("MP+wmb-xchg_relaxed", "x=1; wmb; r0=xchg_relaxed(y,1) | r0=y; rmb; r1=x", "1:r0=1 1:r1=0", "nowhere"),
  test("S+poonceonces", "x=2; y=1 | r0=y; x=1", "1:r0=1 x=2", "pso", "Sometimes"),
  test("S+fencewmbonceonce+poacquireonce", "x=2; wmb; y=1 | r0=y acquire; x=1", "1:r0=1 x=2", "nowhere", "Never"),
  test("R+poonceonces", "x=1; y=1 | y=2; r0=x", "1:r0=0 y=2", "tso", "Sometimes"),
  test("R+fencembonceonces", "x=1; mb; y=1 | y=2; mb; r0=x", "1:r0=0 y=2", "nowhere", "Never"),
  test("R+po+mb", "x=1; y=1 | y=2; mb; r0=x", "1:r0=0 y=2", "pso"),
  test("R+wmb+po", "x=1; wmb; y=1 | y=2; r0=x", "1:r0=0 y=2", "tso"),
  test("R+wmb+mb", "x=1; wmb; y=1 | y=2; mb; r0=x", "1:r0=0 y=2", "nowhere"),
  test("2+2W", "x=2; y=1 | y=2; x=1", "x=2 y=2", "pso"),
  test("2+2W+wmbs", "x=2; wmb; y=1 | y=2; wmb; x=1", "x=2 y=2", "nowhere"),
  test("3.2W", "x=2; y=1 | y=2; z=1 | z=2; x=1", "x=2 y=2 z=2", "pso"),
  test("LB+poonceonces", "r0=x; y=1 | r0=y; x=1", "0:r0=1 1:r0=1", "nowhere", "Sometimes"),
  test("LB+fencembonceonce+ctrlonceonce", "r0=x; if r0: y=1 | r0=y; mb; x=1", "0:r0=1 1:r0=1", "nowhere", "Never"),
  test("LB+poacquireonce+pooncerelease", "r0=x; y=1 release | r0=y acquire; x=1", "0:r0=1 1:r0=1", "nowhere", "Never"),
  test(
    "LB+unlocklockonceonce+poacquireonce",
    "lock; r0=x; unlock; lock; y=1; unlock | r0=y acquire; x=1",
    "0:r0=1 1:r0=1",
    "nowhere",
    "Never",
  ),
  test("LB+poonceonces+ctrls", "r0=x; if r0: y=1 | r0=y; if r0: x=1", "0:r0=1 1:r0=1", "nowhere"),
  test(
    "IRIW+poonceonces+OnceOnce",
    "x=1 | r0=x; r1=y | y=1 | r0=y; r1=x",
    "1:r0=1 1:r1=0 3:r0=1 3:r1=0",
    "tso-ll",
    "Sometimes",
  ),
  test(
    "IRIW+fencembonceonces+OnceOnce",
    "x=1 | r0=x; mb; r1=y | y=1 | r0=y; mb; r1=x",
    "1:r0=1 1:r1=0 3:r0=1 3:r1=0",
    "nowhere",
    "Never",
  ),
  test("IRIW+rmbs", "x=1 | r0=x; rmb; r1=y | y=1 | r0=y; rmb; r1=x", "1:r0=1 1:r1=0 3:r0=1 3:r1=0", "nowhere"),
  test("WRC+poonceonces+Once", "x=1 | r0=x; y=1 | r0=y; r1=x", "1:r0=1 2:r0=1 2:r1=0", "tso-ll", "Sometimes"),
  test("WRC+po+rmb", "x=1 | r0=x; y=1 | r0=y; rmb; r1=x", "1:r0=1 2:r0=1 2:r1=0", "nowhere"),
  test(
    "WRC+pooncerelease+fencermbonceonce+Once",
    "x=1 | r0=x; y=1 release | r0=y; rmb; r1=x",
    "1:r0=1 2:r0=1 2:r1=0",
    "nowhere",
    "Never",
  ),
  test("RWC", "x=1 | r0=x; r1=y | y=1; r0=x", "1:r0=1 1:r1=0 2:r0=0", "tso"),
  test("RWC+po+mb", "x=1 | r0=x; r1=y | y=1; mb; r0=x", "1:r0=1 1:r1=0 2:r0=0", "tso-ll"),
  test("RWC+mbs", "x=1 | r0=x; mb; r1=y | y=1; mb; r0=x", "1:r0=1 1:r1=0 2:r0=0", "nowhere"),
  test("W+RWC", "x=1; y=1 | r0=y; r1=z | z=1; r0=x", "1:r0=1 1:r1=0 2:r0=0", "tso"),
  test("ISA2+poonceonces", "x=1; y=1 | r0=y; z=1 | r0=z; r1=x", "1:r0=1 2:r0=1 2:r1=0", "pso or tso-ll", "Sometimes"),
  test(
    "ISA2+pooncerelease+poacquirerelease+poacquireonce",
    "x=1; y=1 release | r0=y acquire; z=1 release | r0=z acquire; r1=x",
    "1:r0=1 2:r0=1 2:r1=0",
    "nowhere",
    "Never",
  ),
  test(
    "ISA2+pooncelock+pooncelock+pombonce",
    "lock; x=1; y=1; unlock | lock; r0=y; z=1; unlock | r0=z; mb; r1=x",
    "1:r0=1 2:r0=1 2:r1=0",
    "nowhere",
    "Never",
  ),
  test(
    "ISA2+wmb+acq-rel+po",
    "x=1; wmb; y=1 | r0=y acquire; z=1 release | r0=z; r1=x",
    "1:r0=1 2:r0=1 2:r1=0",
    "tso-ll",
  ),
  test("Z6.0", "x=1; y=1 | r0=y; z=1 | z=2; r0=x", "1:r0=1 z=2 2:r0=0", "tso"),
  test(
    "Z6.0+pooncerelease+poacquirerelease+fencembonceonce",
    "x=1; y=1 release | r0=y acquire; z=1 release | z=2; mb; r0=x",
    "1:r0=1 z=2 2:r0=0",
    "nowhere",
    "Sometimes",
  ),
  test(
    "Z6.0+pooncelock+pooncelock+pombonce",
    "lock; x=1; y=1; unlock | lock; r0=y; z=1; unlock | z=2; mb; r0=x",
    "1:r0=1 z=2 2:r0=0",
    "nowhere",
    "Sometimes",
  ),
  test(
    "Z6.0+pooncelock+poonceLock+pombonce",
    "lock; x=1; y=1; unlock | lock; mb; r0=y; z=1; unlock | z=2; mb; r0=x",
    "1:r0=1 z=2 2:r0=0",
    "nowhere",
    "Never",
  ),
  test("Z6.3", "x=1; y=1 | y=2; z=1 | r0=z; r1=x", "y=2 2:r0=1 2:r1=0", "pso or tso-ll"),
  test("CoRR+poonceonce+Once", "x=1 | r0=x; r1=x", "1:r0=1 1:r1=0", "nowhere", "Never"),
  test("CoRW+poonceonce+Once", "r0=x; x=1 | x=2", "0:r0=2 x=2", "nowhere", "Never"),
  test("CoWR+poonceonce+Once", "x=1; r0=x | x=2", "0:r0=2 x=1", "nowhere", "Never"),
  test("CoWW+poonceonce", "x=1; x=2", "x=1", "nowhere", "Never"),
];

/** Ends that Linux's model allows, and this machine never shows: a store would have to be made before an earlier load, or two CPUs whose loads are ordered see stores in different orders. */
export const BEYOND_LATE_MEMORY = [
  "LB+poonceonces",
  "Z6.0+pooncerelease+poacquirerelease+fencembonceonce",
  "Z6.0+pooncelock+pooncelock+pombonce",
];

/** Three CPUs with locks or several stores: where loads may be old the machine takes seconds to minutes, and only the brute force is asked. */
export const TOO_LARGE = [
  "3.2W",
  "ISA2+pooncelock+pooncelock+pombonce",
  "Z6.0",
  "Z6.0+pooncerelease+poacquirerelease+fencembonceonce",
  "Z6.0+pooncelock+pooncelock+pombonce",
  "Z6.0+pooncelock+poonceLock+pombonce",
  "Z6.3",
];
