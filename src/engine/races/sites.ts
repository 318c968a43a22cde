/** The places that were met, each once: they are what findings and tables speak of. */
import type { Access } from "../../../models/machine/access.ts";
import type { Call } from "../../../models/machine/monitor.ts";
import type { Site } from "./events.ts";

/** By word, call and step, and then by how the word is used. */
type Known = Map<string, Map<string, Map<string, Map<number, Site>>>>;

export class Sites {
  readonly all: Site[] = [];
  private readonly known: Known = new Map();

  /** Asked at every access of every step: to write one key from all that tells sites apart would take longer than the step. */
  at(word: string, call: Call | null, step: string, how: Pick<Site, "loads" | "stores">, access: Access): Site {
    const { loads, stores } = how;
    const here = within(within(within(this.known, word), call?.name ?? ""), step);
    const key = access * 4 + (loads ? 2 : 0) + (stores ? 1 : 0);
    let site = here.get(key);
    if (site === undefined) {
      site = { id: this.all.length, word, stack: namesOf(call), step, loads, stores, access };
      this.all.push(site);
      here.set(key, site);
    }
    return site;
  }
}

function within<K, V>(map: Map<string, Map<K, V>>, name: string): Map<K, V> {
  let inner = map.get(name);
  if (inner === undefined) {
    inner = new Map();
    map.set(name, inner);
  }
  return inner;
}

function namesOf(call: Call | null): string[] {
  const names: string[] = [];
  for (let each = call; each !== null; each = each.caller) names.push(each.name);
  return names.reverse();
}
