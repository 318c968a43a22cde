/** Slips that somebody could make while moving code: each does harm, some only between two statements of one step. */
import { type Edit, edited, HARMFUL, type Known, MODELS } from "./change.ts";

const BALLOON = "flags/balloon_compaction.ts";
const ISOLATE = "flags/isolate.ts";
const MIGRATE = "flags/migrate_folio.ts";
const PUTBACK = "flags/putback.ts";
const VIRTIO = "flags/virtio_balloon.ts";
const ZS = "flags/zs_migrate.ts";
const OFF_LIST = '  if (k.guard("balloon:off-list")) yield* unlink(page);\n';
const COUNTED = '  balloon.isolated_pages += 1;\n  if (k.guard("balloon:count-under-lock")) unlock_pages(balloon);\n';

const ALL: Record<string, { edits: Edit[]; scenarios: string[]; era?: Known["era"]; answers?: Known["answers"] }> = {
  "counts after the unlock": {
    edits: [[BALLOON, COUNTED, "  unlock_pages(balloon);\n  balloon.isolated_pages += 1;\n"]],
    scenarios: ["cmm-without-a-lock"],
  },
  "counts after the unlock, a step later": {
    edits: [[BALLOON, COUNTED, '  unlock_pages(balloon);\n  yield "balloon:count";\n  balloon.isolated_pages += 1;\n']],
    scenarios: ["cmm-without-a-lock"],
  },
  "does not count": {
    edits: [[BALLOON, COUNTED, "  unlock_pages(balloon);\n"]],
    scenarios: ["balloon-keeps-isolated", "isolate-and-put-back"],
  },
  "does not unlock": {
    edits: [[BALLOON, COUNTED, "  balloon.isolated_pages += 1;\n"]],
    scenarios: ["isolate-and-put-back"],
  },
  "does not lock": {
    edits: [[BALLOON, `  if (!first) yield* lock_pages(balloon);\n${OFF_LIST}`, OFF_LIST]],
    scenarios: ["cmm-without-a-lock", "isolate-and-put-back"],
  },
  "does not take the page off the list": {
    edits: [[BALLOON, OFF_LIST, ""]],
    scenarios: ["isolate-and-put-back"],
  },
  "puts the page back and does not count it": {
    edits: [
      [
        BALLOON,
        "  list_add(page.lru, balloon.pages);\n  balloon.isolated_pages -= 1;\n",
        "  list_add(page.lru, balloon.pages);\n",
      ],
    ],
    scenarios: ["isolate-and-put-back"],
  },
  "says yes where the page is locked": {
    edits: [
      [
        ISOLATE,
        "if (!folio_trylock(folio)) return yield* put_and_fail(folio);",
        "if (!folio_trylock(folio)) return true;",
      ],
    ],
    scenarios: ["isolate-locked", "two-scanners"],
  },
  "keeps the reference where it fails": {
    edits: [[ISOLATE, "  const rc = yield* put_and_fail(folio);\n", "  const rc = false;\n"]],
    scenarios: ["isolate-races-deflate"],
  },
  "keeps the lock where it succeeds": {
    edits: [[ISOLATE, "    folio_unlock(folio);\n    return true;", "    return true;"]],
    scenarios: ["isolate-and-put-back"],
  },
  "does not mark what it isolated": {
    edits: [[ISOLATE, "    yield* SetPageMovableOpsIsolated(page);\n", ""]],
    scenarios: ["isolate-twice", "second-scanner"],
  },
  "unlocks before it marks": {
    edits: [
      [ISOLATE, "    yield* SetPageMovableOpsIsolated(page);\n\n", ""],
      [
        ISOLATE,
        "    folio_unlock(folio);\n    return true;",
        "    folio_unlock(folio);\n    yield* SetPageMovableOpsIsolated(page);\n    return true;",
      ],
    ],
    scenarios: ["two-scanners", "isolate-races-deflate"],
  },
  "asks nobody whether the driver agreed": {
    edits: [[ISOLATE, "    if (!isolated) return yield* unlock_and_fail(folio);\n", ""]],
    scenarios: ["isolate-races-deflate"],
  },
  "leaves the mark after a move": {
    edits: [[MIGRATE, "      yield* ClearPageMovableOpsIsolated(src);\n", ""]],
    scenarios: ["migrate-one"],
    // The page is free next, and that takes all of its flags.
    answers: ["words"],
  },
  "puts the target twice": {
    edits: [
      [MIGRATE, "      folio_put(dst);\n      yield", "      folio_put(dst);\n      folio_put(dst);\n      yield"],
    ],
    scenarios: ["migrate-one"],
  },
  "keeps the target": {
    edits: [[MIGRATE, "      folio_put(dst);\n      yield", "      yield"]],
    scenarios: ["migrate-one"],
  },
  "leaves the old page on the list": {
    edits: [[MIGRATE, "      list_del(src.lru);\n", ""]],
    scenarios: ["migrate-one"],
  },
  "frees the old page before it is unlocked": {
    edits: [
      [
        MIGRATE,
        '      folio_unlock(src);\n      yield "migrate:put-src";\n      migrate_folio_done(src, migration.reason);\n',
        '      migrate_folio_done(src, migration.reason);\n      yield "migrate:put-src";\n      folio_unlock(src);\n',
      ],
    ],
    scenarios: ["migrate-one"],
  },
  "forgets to try again where it may not sleep": {
    edits: [[MIGRATE, "    if (rc === -EAGAIN) {", "    if (rc === -EAGAIN && mode !== 0) {"]],
    scenarios: ["try-again-then-success"],
  },
  "puts back a page that it does not unlock": {
    edits: [[PUTBACK, "  folio_unlock(folio);\n  if (!k", "  if (!k"]],
    scenarios: ["isolate-and-put-back"],
  },
  "puts back without a put": {
    edits: [
      [
        PUTBACK,
        '  folio_put(folio);\n  if (!k.guard("putback:flag-before-put"',
        '  if (!k.guard("putback:flag-before-put"',
      ],
    ],
    scenarios: ["isolate-and-put-back"],
  },
  "puts back without asking the driver": {
    edits: [[PUTBACK, '  yield* k.call(page_movable_ops(page).putback_page, "mops->putback_page")(page);\n', ""]],
    scenarios: ["isolate-and-put-back"],
  },
  "deflates without the lock of the driver": {
    edits: [
      [VIRTIO, "    yield* lock_balloon(vb);\n    const put_locked", "    const put_locked"],
      [
        VIRTIO,
        '    yield "balloon:unlock";\n    mutex_unlock(vb.balloon_lock);\n    if (!put_locked',
        "    if (!put_locked",
      ],
    ],
    scenarios: ["inflate-and-deflate", "deflate-races-migration"],
  },
  "does not count what it inflates": {
    edits: [[VIRTIO, "    vb.num_pages += 1;\n", ""]],
    scenarios: ["inflate-and-deflate"],
  },
  "does not tell the host": {
    edits: [[VIRTIO, "  if (pages.length > 0) yield* tell_host(vb, VIRTIO_BALLOON_VQ_INFLATE, pages);\n", ""]],
    scenarios: ["inflate-and-deflate"],
  },
  "moves a page of zsmalloc and copies nothing": {
    edits: [[ZS, "    copy_page(newpage, page);\n", ""]],
    scenarios: ["zs-contents", "zs-one-object"],
  },
  "moves a page of zsmalloc and keeps the handles": {
    edits: [
      [
        ZS,
        "      record_obj(handle, location_to_obj(newpage, index, class_idx_of(of)));\n",
        "      location_to_obj(newpage, index, class_idx_of(of));\n",
      ],
    ],
    scenarios: ["zs-contents", "zs-one-object"],
  },
  "keeps the lock of the class": {
    edits: [[ZS, "    spin_unlock(of.lock);\n    write_unlock(zspage.zsl);\n", "    write_unlock(zspage.zsl);\n"]],
    scenarios: ["zs-contents", "zs-free-or-migrate"],
  },
};

export const slips: Known[] = Object.entries(ALL).map(
  ([name, { edits, scenarios, era = "flags", answers = HARMFUL }]) => {
    return { name, group: "slip", era, scenarios, before: MODELS, after: edited(MODELS, edits), answers };
  },
);
