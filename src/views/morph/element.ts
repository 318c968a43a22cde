/** <code-diff>: offers to show the change as a movement, to readers who do not mind movement. The diff inside it stays as it is. */

class CodeDiff extends HTMLElement {
  connectedCallback(): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const { from = "", to = "" } = this.dataset;
    const button = document.createElement("button");
    const place = document.createElement("div");
    const told = document.createElement("span");
    button.type = "button";
    button.textContent = `Watch ${from} become ${to}`;
    told.setAttribute("role", "status");
    place.className = "stage";
    this.prepend(button, told, place);
    let show: ((to: boolean) => Promise<void>) | null = null;
    let isThere = false;
    button.addEventListener("click", async () => {
      const { openStage } = await import("./stage.ts");
      if (show === null) {
        place.tabIndex = 0;
        place.setAttribute("role", "region");
        place.setAttribute("aria-label", `Code of ${from} and ${to}`);
        show = await openStage(this, place);
      }
      isThere = !isThere;
      button.textContent = isThere ? `Back to ${from}` : `On to ${to}`;
      told.textContent = "";
      await show(isThere);
      told.textContent = `Code of ${isThere ? to : from}`;
    });
  }
}

customElements.define("code-diff", CodeDiff);
