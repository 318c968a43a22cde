/** The names that pages have at a moment. They change seldom and decide which page an operation means, so each set of them is kept once. */
import type { Page } from "../../../../models/machine/page.ts";

export interface Names {
  readonly id: number;
  readonly pages: ReadonlyMap<string, Page>;
}

export class AllNames {
  private readonly known = new Map<string, Names>();

  of(pages: ReadonlyMap<string, Page>): Names {
    const key = [...pages].map(([name, { addr }]) => `${name}=${addr}`).join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const names = { id: this.known.size, pages: new Map(pages) };
    this.known.set(key, names);
    return names;
  }
}

export function rename(pages: Map<string, Page>, { pages: wanted }: Names): void {
  pages.clear();
  for (const [name, page] of wanted) pages.set(name, page);
}
