/** One side's models: a copy that leaves marks, and threads that have it. Made when it is first asked, for what is known of the base needs neither. */
import type { Look, Question } from "../../review/look.ts";
import { copyOf } from "./copy.ts";
import type { Marked } from "./marks.ts";
import { Threads } from "./threads.ts";

export class Side {
  private readonly mark: () => Marked;
  private readonly folder: string;
  private readonly jobs: number;
  private made: { marked: Marked; threads: Threads } | null = null;

  constructor(mark: () => Marked, folder: string, jobs: number) {
    this.mark = mark;
    this.folder = folder;
    this.jobs = jobs;
  }

  get marked(): Marked {
    return this.make().marked;
  }
  get threads(): Threads {
    return this.make().threads;
  }

  /** `executed`: what the marks stand for. */
  async look(
    question: Question,
    bounds: { maxTime: number; maxExecutions?: number },
  ): Promise<{ look: Look; executed: string[] }> {
    const { marked, threads } = this.make();
    const { look, marks } = await threads.ask("look", { question, ...bounds });
    return { look, executed: marks.flatMap((mark) => marked.marks[mark] ?? []) };
  }

  end(): void {
    this.made?.threads.end();
  }

  private make() {
    if (this.made === null) {
      const marked = this.mark();
      const folder = copyOf(marked.files, this.folder);
      this.made = { marked, threads: new Threads({ folder, marks: marked.marks.length }, this.jobs) };
    }
    return this.made;
  }
}
