/** One side's models: a copy that leaves marks, and threads that have it. Made when it is first asked, for what is known of the base needs neither. */
import { Failed, TookTooLong } from "../engine/away/client.ts";
import type { Asks } from "../engine/away/table.ts";
import type { Answers } from "./answers.ts";
import type { Answered } from "./judge.ts";
import type { LoadedKernel } from "./kernels.ts";
import { nameOf, type Question } from "./look.ts";
import type { Marked } from "./marks.ts";
import type { Place } from "./session.ts";
import type { Shown } from "./show.ts";
import { Threads } from "./threads.ts";

export class Side {
  private readonly name: string;
  private readonly mark: () => Marked;
  private readonly place: Pick<Place, "jobs" | "starter" | "patience">;
  private made: { marked: Marked; threads: Threads } | null = null;

  constructor(name: string, mark: () => Marked, place: Pick<Place, "jobs" | "starter" | "patience">) {
    this.name = name;
    this.mark = mark;
    this.place = place;
  }

  get marked(): Marked {
    return this.make().marked;
  }

  /** `executed`: what the marks stand for. Code that takes its thread down with it, or never comes back from one run, has answered by that. */
  async look(question: Question, bounds: { maxTime: number; maxExecutions?: number }): Promise<Answered> {
    const { marked, threads } = this.make();
    const patience = question.ask === "run" ? this.place.patience : null;
    try {
      const { look, asked, marks } = await threads.ask("look", { question, ...bounds }, patience);
      return { look, asked, executed: marks.flatMap((mark) => marked.marks[mark] ?? []) };
    } catch (error) {
      // The code as it was does neither: then the place is broken, and nothing can be said.
      if (this.name.endsWith("before") || !(error instanceof Failed || error instanceof TookTooLong)) throw error;
      const hangs = error instanceof TookTooLong;
      const message = hangs ? `${nameOf(question)} never comes back (${error.message})` : error.message;
      return { look: { of: "failed", message, ...(hangs && { hangs }) }, executed: null, asked: [] };
    }
  }

  /** Null: code that cannot even be loaded has none. */
  kernels(): Promise<LoadedKernel[] | null> {
    const asked = this.make().threads.ask("kernels", undefined, this.place.patience);
    return asked.catch(() => null);
  }

  /** As `look`, one order. */
  show(asks: Asks<Answers, "show">): Promise<Shown> {
    return this.make().threads.ask("show", asks, this.place.patience);
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
