/** What the package offers; README.md says what it promises. */
export { type Actor, ActorSystem, type Checks, type Parts } from "./actor_system.ts";
export { MAX_ACTORS } from "./actors.ts";
export { anyOf } from "./any_of.ts";
export { ContractError, checkSystem } from "./contract.ts";
export { explore, exploring } from "./explore.ts";
export type { Start, Words } from "./named_words.ts";
export { type Exploration, type ExploreOptions, FIRST_VIOLATION, type Found } from "./options.ts";
export { exploringPart, type Part, type PartOptions, together } from "./parts.ts";
export type { Pause } from "./pauses.ts";
export { exploreRandomly, exploringRandomly, type RandomOptions } from "./random.ts";
export { type Shortest, type ShortestOptions, shortening, shortest } from "./shortest.ts";
export { finish, type Progress, type Sliced } from "./slices.ts";
export { stepsOf } from "./steps.ts";
export type { Choices, Eventually, Gate, System, Violation } from "./system.ts";
