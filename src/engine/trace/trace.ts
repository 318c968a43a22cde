/**
 * A run as data: the only thing that views consume. `npm run -s eras -- run ID --json` prints it; schema.ts says what each
 * part means. The same model version, era, scenario and choices give the same trace, on every machine.
 */
import type { InferOutput } from "valibot";
import type { comparison, trace } from "./schema.ts";

export type Trace = InferOutput<typeof trace>;
export type TraceStep = Trace["steps"][number];
export type TraceCall = TraceStep["calls"][number];
export type TraceWrite = TraceStep["writes"][number];
export type Verdict = Trace["verdict"];
export type Comparison = InferOutput<typeof comparison>;
