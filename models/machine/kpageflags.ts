import type { Page } from "./page.ts";
import { test_bit } from "./page-flags.ts";
import { PGTY_buddy, PGTY_offline } from "./page-type.ts";

/** include/uapi/linux/kernel-page-flags.h. */
export const KPF = {
  KPF_LOCKED: 0,
  KPF_UPTODATE: 3,
  KPF_LRU: 5,
  KPF_RECLAIM: 9,
  KPF_BUDDY: 10,
  KPF_HWPOISON: 19,
  KPF_OFFLINE: 23,
} as const;

export function kpageflags(page: Page): number {
  const { k } = page.memory;
  const { flags } = k;
  let word = 0;
  const show = (bit: keyof typeof KPF, on: boolean) => {
    if (on) word |= 1 << KPF[bit];
  };
  show("KPF_LOCKED", test_bit(page, flags.PG_locked));
  show("KPF_UPTODATE", test_bit(page, flags.PG_uptodate));
  show("KPF_LRU", test_bit(page, flags.PG_lru));
  show("KPF_RECLAIM", test_bit(page, flags.PG_reclaim));
  show("KPF_BUDDY", k.types.test(page, PGTY_buddy));
  show("KPF_HWPOISON", test_bit(page, flags.PG_hwpoison));
  show("KPF_OFFLINE", k.types.test(page, PGTY_offline));
  return word;
}
