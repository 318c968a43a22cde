/** Calls that differ between two runs of the same steps: a function with another name is one difference, however often it is called. */

const CALL = /[<>](\w+)/g;

/** The cause, in words. `inside`: where it first differs. */
export function renamesIn(before: readonly string[], after: readonly string[], inside: string): string {
  const [old, now] = [namesOf(before), namesOf(after)];
  const left = [...old].filter((name) => !now.has(name));
  const come = [...now].filter((name) => !old.has(name));
  if (left.length === come.length && left.length > 0) {
    const names = new Map(left.map((name, at) => [name, come[at]]));
    const renamed = before.map((calls) => calls.replace(CALL, (call, name) => call[0] + (names.get(name) ?? name)));
    if (renamed.every((calls, at) => calls === after[at])) {
      return [...names].map(([from, to]) => `${from}() is called ${to}()`).join(", ");
    }
  }
  const told = [...come.map((name) => `calls ${name}()`), ...left.map((name) => `calls ${name}() no longer`)];
  return told.length > 0 ? told.join(", ") : `calls in another order, or with other results, in ${inside}`;
}

/** Of a cause: is it nothing but other names? Then these, by the old one. */
export function renamed(cause: string): Map<string, string> {
  const found = [...cause.matchAll(/(\w+)\(\) is called (\w+)\(\)/g)];
  return new Map(found.map(([, from = "", to = ""]) => [from, to]));
}

/** In the order in which they first come. */
function namesOf(calls: readonly string[]): Set<string> {
  return new Set(calls.flatMap((each) => [...each.matchAll(CALL)].map(([, name = ""]) => name)));
}
