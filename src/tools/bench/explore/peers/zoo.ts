/** What everybody tries a model checker on: right, and with the mistake that people make. */
import type { Process, Program, Step } from "./program.ts";

const times = (count: number, process: Process): Process[] => Array.from({ length: count }, () => process);
const zeros = (count: number) => Array.from({ length: count }, () => 0);

/** In, alone, and out again. */
const section = (out: readonly string[]): Step[] => [
  { does: ["inside = inside + 1"], assert: "inside == 1" },
  { does: ["inside = inside - 1", ...out] },
];
const again = (rounds: number, first = 0): Step => ({
  does: ["round = round + 1"],
  to: [[`round < ${rounds}`, first]],
});

function peterson(rounds: number, broken: boolean): Program {
  const wants: Step = { does: ["wants[me] = 1"] };
  const looks: Step = { when: "wants[1 - me] == 0 || turn == me" };
  const gives: Step = { does: ["turn = 1 - me"] };
  const enters = broken ? [gives, looks, wants] : [wants, gives, looks];
  const steps = [...enters, ...section([]), { does: ["wants[me] = 0"] }, again(rounds)];
  const words = { wants: zeros(2), turn: 0, inside: 0 };
  return { id: `Peterson, ${rounds} rounds`, words, processes: times(2, { locals: ["round"], steps }), broken };
}

function dekker(broken: boolean): Program {
  const steps: Step[] = [
    { does: ["wants[me] = 1"] },
    { to: [["wants[1 - me] == 0", 5]] },
    { to: [[broken ? "turn == 1 - me" : "turn == me", broken ? 5 : 1]] },
    { does: ["wants[me] = 0"] },
    { when: "turn == me", to: [["true", 0]] },
    ...section(["turn = 1 - me"]),
    { does: ["wants[me] = 0"] },
    again(2),
  ];
  const words = { wants: zeros(2), turn: 0, inside: 0 };
  return { id: "Dekker, 2 rounds", words, processes: times(2, { locals: ["round"], steps }), broken };
}

function bakery(count: number, broken: boolean): Program {
  const larger = "largest = largest + (number[j] - largest) * (number[j] > largest)";
  const ahead = "number[j] == 0 || number[j] > number[me] || (number[j] == number[me] && j >= me)";
  const steps: Step[] = [
    { does: broken ? [] : ["choosing[me] = 1"] },
    { does: [larger, "j = j + 1"], to: [[`j < ${count}`, 1]] },
    { does: ["number[me] = largest + 1", "j = 0", "largest = 0"] },
    { does: ["choosing[me] = 0"] },
    { when: "choosing[j] == 0" },
    { when: ahead, does: ["j = j + 1"], to: [[`j < ${count}`, 4]] },
    ...section(["j = 0"]),
    { does: ["number[me] = 0"] },
  ];
  const words = { choosing: zeros(count), number: zeros(count), inside: 0 };
  return { id: `bakery of ${count}`, words, processes: times(count, { locals: ["j", "largest"], steps }), broken };
}

function szymanski(count: number, broken: boolean): Program {
  const others = Array.from({ length: count }, (_, at) => at);
  const all = (holds: (at: number) => string) => others.map((at) => `(${holds(at)})`).join(" && ");
  const some = (holds: (at: number) => string) => others.map((at) => `(${holds(at)})`).join(" || ");
  const steps: Step[] = [
    { does: ["flag[me] = 1"] },
    { when: all((at) => `flag[${at}] < 3`) },
    { does: ["flag[me] = 3"] },
    { to: [[`!(${some((at) => `flag[${at}] == 1`)})`, 6]] },
    { does: ["flag[me] = 2"] },
    { when: some((at) => `flag[${at}] == 4`) },
    { does: ["flag[me] = 4"] },
    { when: broken ? "true" : all((at) => `${at} >= me || flag[${at}] < 2`) },
    ...section([]),
    { when: all((at) => `${at} <= me || flag[${at}] < 2 || flag[${at}] > 3`) },
    { does: ["flag[me] = 0"] },
  ];
  const words = { flag: zeros(count), inside: 0 };
  return { id: `Szymanski of ${count}`, words, processes: times(count, { locals: [], steps }), broken };
}

function ticket(count: number, broken: boolean): Program {
  const takes: Step[] = broken
    ? [{ does: ["mine = next"] }, { does: ["next = mine + 1"] }]
    : [{ does: ["mine = next", "next = mine + 1"] }];
  const steps = [...takes, { when: "serving == mine" }, ...section([]), { does: ["serving = serving + 1"] }];
  const words = { next: 0, serving: 0, inside: 0 };
  return { id: `ticket lock of ${count}`, words, processes: times(count, { locals: ["mine"], steps }), broken };
}

/** The last takes its forks the other way round; or it does as all do, and nobody eats. */
function philosophers(count: number, broken: boolean): Program {
  const last = count - 1;
  const first = broken ? "me" : `me * (me != ${last})`;
  const second = broken ? `(me + 1) % ${count}` : `(me + 1) * (me != ${last}) + me * (me == ${last})`;
  const take = (fork: string): Step => ({ when: `fork[${fork}] == 0`, does: [`fork[${fork}] = 1`] });
  const give = (fork: string): Step => ({ does: [`fork[${fork}] = 0`] });
  const steps = [take(first), take(second), give(second), give(first)];
  const id = `philosophers, ${count}`;
  return { id, words: { fork: zeros(count) }, processes: times(count, { locals: [], steps }), broken };
}

function seqlock(broken: boolean): Program {
  const writes = ["seq = seq + 1", "a = a + 1", "b = b + 1", "seq = seq + 1"].map((each) => ({ does: [each] }));
  const writer: Process = { locals: ["round"], steps: [...writes, again(2)] };
  const steps: Step[] = [
    { does: ["s = seq"], to: [["s % 2 == 1", 0]] },
    { does: ["x = a"] },
    { does: ["y = b"] },
    { to: broken ? [] : [["seq != s", 0]] },
    { assert: "x == y" },
  ];
  const reader: Process = { locals: ["s", "x", "y"], steps };
  return { id: "seqlock", words: { seq: 0, a: 0, b: 0 }, processes: [writer, ...times(2, reader)], broken };
}

/** One pops, while the other pops two and pushes the first again. Without a tag the same top is taken for the same stack. */
function treiber(broken: boolean): Program {
  const same = broken ? "top == t" : "top == t && tag == g";
  const pop = (at: number, then: readonly string[]): Step[] => [
    { does: ["t = top", "g = tag"] },
    { does: ["n = after[t]"] },
    { does: [`ok = (${same})`, "top = top + (n - top) * ok", "tag = tag + ok"], to: [["ok == 0", at]] },
    { does: [...then, "owned[t] = 1"], assert: "owned[top] == 0" },
  ];
  const push: Step[] = [
    { does: ["t = top", "g = tag"] },
    { does: ["after[first] = t", "owned[first] = 0"] },
    { does: [`ok = (${same})`, "top = top + (first - top) * ok", "tag = tag + ok"], to: [["ok == 0", 8]] },
  ];
  const locals = ["t", "g", "n", "ok", "first"];
  const words = { top: 1, tag: 0, after: [0, 2, 3, 0], owned: zeros(4) };
  const processes = [
    { locals, steps: pop(0, []) },
    { locals, steps: [...pop(0, ["first = t"]), ...pop(4, []), ...push] },
  ];
  return { id: "Treiber stack", words, processes, broken };
}

function buffer(size: number, broken: boolean): Program {
  const lock: Step = { when: "lock == 0", does: ["lock = 1"] };
  const unlock: Step = { does: ["lock = 0"] };
  /** Waits with the lock given back, and looks again when it has it; or doesn't. */
  const side = (room: string, does: string, assert: string): Process => ({
    locals: ["round"],
    steps: [
      ...(broken ? [{ when: room }, lock] : [{ when: `lock == 0 && ${room}`, does: ["lock = 1"] }]),
      { does: [does], assert },
      unlock,
      again(2),
    ],
  });
  const producer = side(`filled < ${size}`, "filled = filled + 1", `filled <= ${size}`);
  const consumer = side("filled > 0", "filled = filled - 1", `filled <= ${size}`);
  const processes = [...times(2, producer), ...times(2, consumer)];
  return { id: "bounded buffer", words: { lock: 0, filled: 0 }, processes, broken };
}

export const ZOO: readonly Program[] = [false, true].flatMap((broken) => [
  peterson(4, broken),
  dekker(broken),
  bakery(broken ? 2 : 3, broken),
  szymanski(3, broken),
  ticket(4, broken),
  philosophers(5, broken),
  philosophers(7, broken),
  seqlock(broken),
  treiber(broken),
  buffer(1, broken),
]);
