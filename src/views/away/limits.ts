/** Frames of a machine that a browser boots; the terminal takes more. */
export const MAX_PAGES = 65_536;
/** Milliseconds after which nobody waits any more. */
export const MAX_TIME = 30_000;
