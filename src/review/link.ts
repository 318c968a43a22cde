/** Modules as one script. A worker of a sandboxed frame can load nothing, so all that it runs is in the text that it starts with. */

/** By path, each as a CommonJS module (what they import is relative to it). `first`: is run, and what it exports is what the script comes to. */
export function linked(modules: Readonly<Record<string, string>>, first: string): string {
  const all = Object.entries(modules).map(([path, js]) => `${JSON.stringify(path)}(exports, require) {\n${js}\n}`);
  return `"use strict";
const modules = { ${all.join(",\n")} };
const loaded = Object.create(null);
function load(path) {
  if (loaded[path]) return loaded[path];
  if (!Object.hasOwn(modules, path)) throw new Error("there is no " + path);
  const exports = (loaded[path] = {});
  modules[path](exports, (to) => load(new URL(to, "file:///" + path).pathname.slice(1)));
  return exports;
}
load(${JSON.stringify(first)});
`;
}
