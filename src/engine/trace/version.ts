/** Versions are raised when a reader of the old form would misread the new one: not for a key more. */
export const TRACE_FORMAT = "movable-eras/trace";
export const TRACE_VERSION = 1;

export const COMPARISON_FORMAT = "movable-eras/comparison";
export const COMPARISON_VERSION = 1;
