/**
 * What the code as it was says, kept for the next time: by the contents of all files that the answers depend on, so a checkout that moves on finds nothing. Where
 * nothing can be written (a checkout of somebody else's), a folder of the system's temporary ones does.
 */
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Answered, isSettled } from "../../review/judge.ts";
import type { Look } from "../../review/look.ts";
import type { Files } from "../../review/patch.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PLACES = [join(ROOT, "node_modules/.cache/movable-eras"), join(tmpdir(), `movable-eras-${userInfo().username}`)];
/** Everything else that an answer depends on. */
const JUDGES = [
  "src/engine/**/*.ts",
  "src/knowledge/**/*.ts",
  "src/review/**/*.ts",
  "content/{scenarios,guards,kernels}/**/*.yaml",
];

interface Kept {
  ids: string[];
  answers: Record<string, { look: Look; asked: readonly string[]; executed: number[] | null }>;
}

export class Base {
  private readonly file: string;
  private readonly answers = new Map<string, Answered>();
  private isNew = false;

  constructor(files: Files) {
    const hash = createHash("sha256")
      .update(process.version)
      .update(JSON.stringify(Object.entries(files).sort()));
    for (const path of JUDGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort()) {
      hash.update(path).update(readFileSync(join(ROOT, path)));
    }
    this.file = `review-${hash.digest("hex").slice(0, 32)}.json`;
    for (const place of PLACES) if (this.read(join(place, this.file))) break;
  }

  get size(): number {
    return this.answers.size;
  }

  get(name: string): Answered | undefined {
    return this.answers.get(name);
  }

  /** What the clock stopped on its way says less than it could. */
  add(name: string, answered: Answered): void {
    if (!isSettled(answered.look)) return;
    this.answers.set(name, answered);
    this.isNew = true;
  }

  /** Another process may write the same at the same time, so a whole file takes the place of the old one. */
  write(): void {
    if (!this.isNew) return;
    const ids = [...new Set([...this.answers.values()].flatMap(({ executed }) => executed ?? []))];
    const at = new Map(ids.map((id, index) => [id, index]));
    const answers = Object.fromEntries(
      [...this.answers].map(([name, { look, asked, executed }]) => [
        name,
        { look, asked, executed: executed?.map((id) => at.get(id) ?? -1) ?? null },
      ]),
    );
    const kept: Kept = { ids, answers };
    for (const place of PLACES) {
      try {
        mkdirSync(place, { recursive: true });
        const draft = join(place, `${this.file}.${process.pid}`);
        writeFileSync(draft, JSON.stringify(kept));
        renameSync(draft, join(place, this.file));
        return;
      } catch {
        // The next place, or none: then it takes longer the next time, too.
      }
    }
  }

  private read(path: string): boolean {
    try {
      const { ids, answers }: Kept = JSON.parse(readFileSync(path, "utf8"));
      for (const [name, { look, asked, executed }] of Object.entries(answers)) {
        this.answers.set(name, { look, asked, executed: executed?.map((index) => ids[index] ?? "") ?? null });
      }
      return true;
    } catch {
      // Not there, or half a file: it is made anew.
      return false;
    }
  }
}
