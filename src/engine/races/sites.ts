/** The places that were met, each once: they are what findings and tables speak of. */
import type { Access } from "../../../models/machine/access.ts";
import type { Call } from "../../../models/machine/monitor.ts";
import type { Site } from "./events.ts";

export class Sites {
  readonly all: Site[] = [];
  private readonly known = new Map<string, Site>();

  at(word: string, call: Call | null, step: string, how: Pick<Site, "loads" | "stores">, access: Access): Site {
    const { loads, stores } = how;
    const key = `${word} ${call?.name} ${step} ${loads} ${stores} ${access}`;
    let site = this.known.get(key);
    if (site === undefined) {
      site = { id: this.all.length, word, stack: namesOf(call), step, loads, stores, access };
      this.all.push(site);
      this.known.set(key, site);
    }
    return site;
  }
}

function namesOf(call: Call | null): string[] {
  const names: string[] = [];
  for (let each = call; each !== null; each = each.caller) names.push(each.name);
  return names.reverse();
}
