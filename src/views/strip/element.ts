import { must } from "../../engine/must.ts";

/** <live-strip>: shows one frame at a time in the boxes that the page came with. All of its data is in the page. */

interface Shown {
  step: string;
  what: string;
  /** By era: the function, and what is in the boxes, in their order. */
  eras: { fn: string; boxes: Box[] }[];
}
interface Box {
  value: string;
  says: boolean;
}

class LiveStrip extends HTMLElement {
  private at = 0;
  private frames: Shown[] = [];

  connectedCallback(): void {
    this.frames = JSON.parse(this.find("script").textContent ?? "[]");
    this.addEventListener("click", ({ target }) => {
      const by = (target as Element).closest("button")?.dataset.by;
      if (by !== undefined) this.go(this.at + Number(by));
    });
    this.addEventListener("keydown", (event) => {
      const to = { ArrowRight: this.at + 1, ArrowLeft: this.at - 1, Home: 0, End: this.frames.length - 1 }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.go(to);
    });
    this.go(0);
  }

  private go(to: number): void {
    const before = this.frames[this.at];
    const at = Math.min(Math.max(to, 0), this.frames.length - 1);
    const frame = this.frames[at];
    if (before === undefined || frame === undefined) return;
    this.find("[data-count]").textContent = `${at} of ${this.frames.length - 1}`;
    this.find("[data-step]").textContent = frame.step;
    this.find("[data-what]").textContent = frame.what;
    const changes = frame.eras.map(({ fn, boxes }, column) =>
      this.showEra(column, fn, boxes, before.eras[column]?.boxes),
    );
    // A disabled button would lose the focus, and with it the reader's place.
    for (const button of this.querySelectorAll("button")) {
      const beyond = at + Number(button.dataset.by);
      button.setAttribute("aria-disabled", String(beyond < 0 || beyond >= this.frames.length));
    }
    if (at !== this.at) {
      const told = changes.map(([era, words]) => `${era}: ${words === "" ? "nothing changes" : words}.`).join(" ");
      this.find("[aria-live]").textContent = `${frame.step}. ${frame.what}. ${told}`;
    }
    this.at = at;
  }

  /** The era, and its changes in words. */
  private showEra(column: number, fn: string, boxes: Box[], before: Box[] = []): [string, string] {
    const section = this.querySelectorAll<HTMLElement>("[data-column]")[column];
    if (section === undefined) return ["", ""];
    must(section.querySelector("[data-fn]"), "[data-fn]").textContent = fn;
    const told: string[] = [];
    section.querySelectorAll<HTMLElement>("[data-value]").forEach((box, index) => {
      const { value = "", says = false } = boxes[index] ?? {};
      const old = before[index]?.value ?? "";
      box.textContent = value;
      box.dataset.value = value;
      box.classList.toggle("says", says);
      box.classList.toggle("changed", value !== old);
      if (value !== old) told.push(`${box.dataset.name} ${old} becomes ${value}`);
    });
    return [section.dataset.column ?? "", told.join(", ")];
  }

  private find(selector: string): HTMLElement {
    return must(this.querySelector(selector), "element of the strip");
  }
}

customElements.define("live-strip", LiveStrip);
