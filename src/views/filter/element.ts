/**
 * <filtered-list>: shows of a list what has everything that the form in it asks for. An item says in `data-by-NAME` what it has, words with
 * a space between them; the field of that name asks for one. What was asked stands in the address.
 */
import { must } from "../../engine/must.ts";

class FilteredList extends HTMLElement {
  connectedCallback(): void {
    const asked = new URLSearchParams(location.search);
    for (const select of this.fields) {
      const wanted = asked.get(select.name);
      if (wanted !== null && [...select.options].some(({ value }) => value === wanted)) select.value = wanted;
    }
    this.addEventListener("change", () => this.show());
    // The form is as it was only after all have heard of it.
    this.addEventListener("reset", () => setTimeout(() => this.show()));
    this.show();
  }

  private get fields(): HTMLSelectElement[] {
    return [...this.querySelectorAll("select")];
  }

  private show(): void {
    const asked = this.fields.filter(({ value }) => value !== "");
    const items = [...this.querySelectorAll<HTMLElement>("li")];
    for (const item of items) {
      item.hidden = asked.some(({ name, value }) => !item.getAttribute(`data-by-${name}`)?.split(" ").includes(value));
    }
    for (const part of this.querySelectorAll("section")) part.hidden = !part.querySelector("li:not([hidden])");
    const shown = items.filter(({ hidden }) => !hidden).length;
    must(this.querySelector("[role=status]"), "status").textContent = `${shown} of ${items.length}`;
    const query = new URLSearchParams(asked.map(({ name, value }) => [name, value]));
    history.replaceState(
      history.state,
      "",
      asked.length > 0 ? `?${query}${location.hash}` : location.pathname + location.hash,
    );
  }
}

customElements.define("filtered-list", FilteredList);
