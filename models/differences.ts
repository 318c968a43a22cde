/**
 * Named differences between the kernels of an era: where one does otherwise than the reference, in the same code. Each era declares its own, and
 * says of each what it is and how that is known, in its differences.ts.
 */

/** Names by era. @public: each era adds to it in its differences.ts. */
// biome-ignore lint/suspicious/noEmptyInterface: an era that plugs in adds its names in its own folder
export interface Differences {}

export type DifferenceName = Differences[keyof Differences];
