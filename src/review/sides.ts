/** One side's models: a copy that leaves marks, and threads that have it. Made when it is first asked, for what is known of the base needs neither. */
import type { Look, Question } from "./look.ts";
import type { Marked } from "./marks.ts";
import type { Place } from "./session.ts";
import { Threads } from "./threads.ts";

export class Side {
  private readonly name: string;
  private readonly mark: () => Marked;
  private readonly place: Pick<Place, "jobs" | "starter">;
  private made: { marked: Marked; threads: Threads } | null = null;

  constructor(name: string, mark: () => Marked, place: Pick<Place, "jobs" | "starter">) {
    this.name = name;
    this.mark = mark;
    this.place = place;
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
      this.made = { marked, threads: new Threads(this.place.starter(this.name, marked), this.place.jobs) };
    }
    return this.made;
  }
}
