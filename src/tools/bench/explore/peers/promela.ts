/** A program for spin: each step is one atomic sequence. */
import type { Process, Program, Step } from "./program.ts";

export function promelaOf({ words, processes }: Program): string {
  const shared = Object.entries(words).map(([name, value]) =>
    typeof value === "number" ? `byte ${name} = ${value};` : `byte ${name}[${value.length}];`,
  );
  const starts = Object.entries(words).flatMap(([name, value]) =>
    typeof value === "number" ? [] : value.map((each, at) => `${name}[${at}] = ${each};`),
  );
  const runs = processes.map((_, me) => `run p${me}();`);
  return `${shared.join("\n")}
${processes.map(textOf).join("\n")}
init { atomic { ${[...starts, ...runs].join(" ")} } }
`;
}

function textOf({ locals, steps }: Process, me: number): string {
  const declared = locals.map((name) => `  byte ${name};`);
  return [
    `#define me ${me}`,
    `proctype p${me}() {`,
    ...declared,
    ...steps.map((step, at) => `S${at}: ${stepText(step)};`),
    `S${steps.length}: skip`,
    "}",
    "#undef me",
  ].join("\n");
}

function stepText({ when = "true", does = [], assert, to = [] }: Step): string {
  const ways = to.map(([condition, step]) => `:: ${condition} -> goto S${step}`);
  // Conditions are asked in order.
  const choice = ways.reduceRight((rest, way) => `if ${way} :: else -> ${rest} fi`, "skip");
  return `atomic { ${[when, ...does, ...(assert ? [`assert(${assert})`] : []), choice].join("; ")} }`;
}
