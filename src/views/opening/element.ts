/** <movable-opening>: the first scene stands in the page; what the others need comes when the reader goes on. */
import { must } from "../../engine/must.ts";

class MovableOpening extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.begin);
  }

  private readonly begin = async ({ target }: Event): Promise<void> => {
    const selector = "[data-go]";
    if (!(target as Element).closest(selector)) return;
    this.removeEventListener("click", this.begin);
    const props = JSON.parse(must(this.querySelector("script"), "data of the opening").textContent ?? "");
    try {
      const { start } = await import("./start.tsx");
      start(must(this.querySelector("[data-root]"), "[data-root]"), props);
      this.querySelector<HTMLElement>(selector)?.click();
    } catch {
      must(this.querySelector("[role=status]"), "status").textContent =
        "This could not be loaded. Is there a connection?";
      this.addEventListener("click", this.begin);
    }
  };
}

customElements.define("movable-opening", MovableOpening);
