/** The mark as a page flag and a page type: 6.17 on. */
import { PGTY_offline, PGTY_zsmalloc } from "../machine/page-type.ts";
import { type Invariant, marksByType } from "./invariant.ts";
import type { PageState } from "./page_state.ts";
import type { MachineState } from "./state.ts";

export const markIsSticky: Invariant = {
  id: "I-30",
  text: "a page stays marked until the free path has it",
  source: "include/linux/page-flags.h: PG_movable_ops has no clear function, 6.17",
  of: marksByType,
  when: "transition",
  page: (page, before) =>
    before?.marked && !page.marked && page.refcount > 0 ? "lost its mark while it has references" : null,
};

export const mappingIsUnused: Invariant = {
  id: "I-31",
  text: "`mapping` of a marked page is NULL",
  source: "mm/page_alloc.c:free_page_is_bad(), 6.17",
  of: marksByType,
  except: "mark-in-mapping",
  when: "always",
  page: ({ marked, mapping }) => (marked && mapping !== 0 ? "is marked and has a mapping" : null),
};

export const tableOfTheType: Invariant = {
  id: "I-32",
  text: "the callbacks of a page type are registered once, and not replaced by others",
  source: "mm/migrate.c:set_movable_ops(), v6.17-rc3",
  of: ({ way }) => way.table !== undefined,
  when: "transition",
  check({ registered, before }) {
    const replaced = registered.some((ops, index) => {
      const was = before?.registered[index] ?? 0;
      return was !== 0 && ops !== 0 && was !== ops;
    });
    return replaced
      ? `the callbacks of a page type were replaced: ${registered.map((ops) => `0x${ops.toString(16)}`)}`
      : null;
  },
};

export const flagAndType: Invariant = {
  id: "I-34",
  text: "a page is marked when it has the flag and one of the two types, and not with one of the halves",
  source: "include/linux/page-flags.h:page_has_movable_ops(), 6.17",
  of: (era) => marksByType(era) && era.mark.flag !== undefined,
  except: "mark-in-mapping",
  when: "always",
  page: (page, _before, state) =>
    page.marked === halves(state, page) ? null : `is ${page.marked ? "" : "not "}taken for marked`,
};

function halves({ k }: MachineState, { flags, type }: PageState): boolean {
  const flag = (flags & (1 << k.flags.PG_uptodate)) !== 0;
  return flag && k.config.MIGRATION && (type === PGTY_offline || type === PGTY_zsmalloc);
}
