/** Changes that do no harm: what a reviewer must not be bothered with, or with one line. */
import { type Edit, edited, type Known, MODELS } from "./change.ts";

const BALLOON = "flags/balloon_compaction.ts";
const ISOLATE = "flags/isolate.ts";
const MIGRATE = "flags/migrate_folio.ts";
const PUTBACK = "flags/putback.ts";
const ZS = "flags/zs_migrate.ts";
const GIVES_BACK = '  if (k.guard("balloon:count-under-lock")) unlock_pages(balloon);\n';
const OFF_LIST = '  if (k.guard("balloon:off-list")) yield* unlink(page);\n';

const ALL: Record<string, { edits: Edit[]; answers: Known["answers"]; era?: Known["era"] }> = {
  "a helper that no tracer sees gets another name": {
    edits: [[ISOLATE, "put_and_fail", "drop_and_fail"]],
    answers: ["none"],
  },
  "the same in mops": { edits: [["mops/isolate.ts", "put_and_fail", "drop_and_fail"]], answers: ["none"], era: "mops" },
  "the same in aops": {
    edits: [["aops/balloon_compaction.ts", "balloon_mapping", "mapping_of"]],
    answers: ["none"],
    era: "aops",
  },
  "a function that a tracer sees gets another name": {
    edits: [MIGRATE, "plans/wilcox/migrate_page.ts"].map((file) => [
      file,
      "migrate_movable_ops_page",
      "move_movable_ops_page",
    ]),
    answers: ["calls"],
  },
  "a local variable gets another name": {
    edits: [
      [PUTBACK, "const entry of", "const link of"],
      [PUTBACK, "k.memory, entry", "k.memory, link"],
    ],
    answers: ["none"],
  },
  "two stores under one lock change places": {
    edits: [
      [BALLOON, OFF_LIST, `  balloon.isolated_pages += 1;\n${OFF_LIST}`],
      [BALLOON, `  balloon.isolated_pages += 1;\n${GIVES_BACK}`, GIVES_BACK],
    ],
    answers: ["stores", "guard"],
  },
  "two stores to a new page change places": {
    edits: [
      [
        BALLOON,
        "  list_add(page.lru, balloon.pages);\n  balloon.isolated_pages -= 1;\n",
        "  balloon.isolated_pages -= 1;\n  list_add(page.lru, balloon.pages);\n",
      ],
    ],
    answers: ["stores", "guard"],
  },
  "a helper is extracted": {
    edits: [
      [
        MIGRATE,
        '    if (rc === 0) {\n      yield "migrate:clear-flag";\n      yield* ClearPageMovableOpsIsolated(src);\n    }\n',
        "    if (rc === 0) yield* moved(src);\n",
      ],
      [
        MIGRATE,
        "export const move_to_new_folio =",
        'function* moved(src: Page): Steps {\n  yield "migrate:clear-flag";\n  yield* ClearPageMovableOpsIsolated(src);\n}\n\nexport const move_to_new_folio =',
      ],
    ],
    answers: ["none"],
  },
  "a helper is put where it is called": {
    edits: [
      [
        ISOLATE,
        "  const rc = yield* put_and_fail(folio);\n",
        '  yield "isolate:put";\n  if (k.guard("isolate:put")) folio_put(folio);\n  const rc = false;\n',
      ],
    ],
    answers: ["none"],
  },
  "a check that never fails goes": {
    edits: [[MIGRATE, '    VM_WARN_ON_ONCE(k, !page_has_movable_ops(src), "!page_has_movable_ops(src)");\n', ""]],
    answers: ["none"],
  },
  "another check that never fails goes": {
    edits: [[PUTBACK, '  VM_WARN_ON_ONCE(k, !PageMovableOpsIsolated(page), "!PageMovableOpsIsolated(page)");\n', ""]],
    answers: ["none"],
  },
  "an assertion goes": {
    edits: [[BALLOON, '    VM_BUG_ON(k, !PageLocked(newpage), "!PageLocked(newpage)");\n', ""]],
    answers: ["none"],
  },
  "an assertion comes": {
    edits: [
      [
        BALLOON,
        "  if (!first) yield* lock_pages(balloon);\n",
        '  VM_BUG_ON(k, !PageLocked(page), "!PageLocked(page)");\n  if (!first) yield* lock_pages(balloon);\n',
      ],
    ],
    answers: ["none", "guard"],
  },
  "a comment changes": {
    edits: [[ISOLATE, "// Never sleep here:", "// Do not sleep here:"]],
    answers: ["none"],
  },
  "lines are broken otherwise": {
    edits: [
      [ZS, "    const newzpdesc = page_zpdesc(newpage);\n", "    const newzpdesc =\n      page_zpdesc(newpage);\n"],
    ],
    answers: ["none"],
  },
  "a condition is turned round": {
    edits: [
      [BALLOON, "  if (!first) yield* lock_pages(balloon);\n", "  if (first === false) yield* lock_pages(balloon);\n"],
    ],
    answers: ["none"],
  },
  "an early return becomes a branch": {
    edits: [
      [
        MIGRATE,
        "      migrate_folio_done(src, migration.reason);\n      return rc;\n    }\n",
        "      migrate_folio_done(src, migration.reason);\n    }\n    if (rc === 0) return rc;\n",
      ],
    ],
    answers: ["none"],
  },
  "a value is kept in a variable": {
    edits: [
      [
        BALLOON,
        "  list_add(page.lru, balloon.pages);\n  balloon.isolated_pages -= 1;\n",
        "  const { pages } = balloon;\n  list_add(page.lru, pages);\n  balloon.isolated_pages -= 1;\n",
      ],
    ],
    answers: ["none"],
  },
  "a function comes that nobody calls": {
    edits: [
      [
        BALLOON,
        "function balloon_page_device(",
        "export function balloon_is_empty(balloon: BalloonDevInfo): boolean {\n  return list_empty(balloon.pages);\n}\n\nfunction balloon_page_device(",
      ],
    ],
    answers: ["none"],
  },
  "a word is looked at once more": {
    edits: [
      [
        PUTBACK,
        '  yield "putback:unlock";\n',
        '  VM_WARN_ON_ONCE(k, PageMovableOpsIsolated(page) && page.addr === 0, "no page");\n  yield "putback:unlock";\n',
      ],
    ],
    answers: ["none"],
  },
  "what is only imported changes its place": {
    edits: [
      [ISOLATE, 'import { kernel } from "../machine/trace.ts";\n', ""],
      [ISOLATE, "import {\n", 'import { kernel } from "../machine/trace.ts";\nimport {\n'],
    ],
    answers: ["none"],
  },
};

export const refactorings: Known[] = Object.entries(ALL).map(([name, { edits, answers, era = "flags" }]) => {
  const scenarios = ["isolate-races-deflate", "zs-free-while-isolated", "putback-races-free"];
  return { name, group: "refactoring", era, scenarios, before: MODELS, after: edited(MODELS, edits), answers };
});
