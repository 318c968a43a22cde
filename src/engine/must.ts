/** The explorer has it: a package that imports nothing. */
export { must } from "./explore/must.ts";
