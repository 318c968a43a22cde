/** What a worker can do: by name, a function from a question to its answer. Whoever asks imports nothing but the type of it. */

/** Back to whoever asked. */
export interface Line<P> {
  /** How far it is. */
  tell(progress: P): void;
  /** Aborted when the question is cancelled. Work that never lets the event loop have a turn does not hear of it, and is ended with its worker. */
  readonly signal: AbortSignal;
}

export type Table = Record<string, (asks: never, line: Line<never>) => unknown>;

export type Asks<T extends Table, W extends keyof T> = Parameters<T[W]>[0];
export type Answer<T extends Table, W extends keyof T> = Awaited<ReturnType<T[W]>>;
export type Told<T extends Table, W extends keyof T> = T[W] extends (asks: never, line: Line<infer P>) => unknown
  ? P
  : never;
