/** What a scenario is once its file has been read and checked. Everything that runs scenarios starts from here. */
import type { GuardName } from "../../../models/guards.ts";
import type { KernelConfig, MachineConfig } from "../../../models/machine/config.ts";
import type { StepName } from "../../../models/steps.ts";

export interface Scenario {
  /** The file's name without its ending; unique among the shipped ones. */
  id: string;
  title: string;
  /** What happens and why it matters, for a reader who has never seen it. */
  story: string;
  /** Where the behaviour is argued from: kernel file and version, commit, Message-ID. */
  sources: string[];
  machine: Partial<MachineConfig>;
  config: Partial<KernelConfig>;
  /** Devices by name, probed in this order before anything runs. */
  drivers: Record<string, Device>;
  /** Run to the end, one after the other, before the actors start. */
  setup: OperationCall[];
  actors: ActorScript[];
  order: Order;
  /** A part of the observation that must hold in the end, in every era. */
  expect: Expectation;
  /** Ends that some interleaving must lead to, on these kernels or on all. */
  can: { what: string; expect: Expectation; kernels?: string[] }[];
  /** Guards that are left out of the code. */
  without: GuardName[];
  /** What is different on some kernels, and why, by what names them: kernel_range.ts. */
  eras: Record<string, EraException>;
}

/** Where in the file it stands, from 1, for messages. */
export interface Place {
  line: number;
  column: number;
}

interface Device extends Place {
  driver: string;
  options: Record<string, unknown>;
}

/** `compact: { zone: Normal }`, or `balloon.inflate: { pages: 1, as: [p] }` for an operation of a device. */
export interface OperationCall extends Place {
  name: string;
  args: Record<string, unknown>;
}

interface ActorScript {
  name: string;
  /** Task flags: PF_MEMALLOC. */
  flags: string[];
  does: OperationCall[];
}

/**
 * `sequential`: each actor to its end, in the order of the file. `open`: left to the explorer; run without it, it is
 * sequential too. A list: how far each actor runs before the next one does; what is left then runs sequentially.
 */
export type Order = "sequential" | "open" | Switch[];

export interface Switch extends Place {
  actor: string;
  /** A number of steps, up to (not including) its next step of that name, or to its end or until it must wait. */
  until: number | { before: StepName } | "rest";
}

/** A pattern: an object matches an object that has at least its keys; everything else must be equal. */
export type Expectation = { [key: string]: unknown };

export interface EraException {
  /** Not run there, and why. */
  skip?: string;
  /** Replaces the common expectations, key by key. */
  expect?: Expectation;
  reason: string;
  source: string;
}
