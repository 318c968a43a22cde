/** mm/filemap.c:unlock_page(), under the name that this era's traces show. */
import { unlock } from "../machine/lock.ts";
import type { Page } from "../machine/page.ts";
import { kernel } from "../machine/trace.ts";

export const unlock_page = kernel("unlock_page", (page: Page): void => unlock(page));
