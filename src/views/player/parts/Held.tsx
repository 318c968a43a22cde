/** Who has what: references by the names of their holders, which add up; locks; and lists, drawn as chains. */
import type { VNode } from "preact";
import type { Scene } from "../scene.ts";
import "./held.css";

export function Held({ scene, pages }: { scene: Scene; pages: readonly string[] }): VNode {
  const { moment, column } = scene;
  const { locks, lists } = moment;
  const { steps } = column.trace;
  return (
    <div class="holders">
      {moment.holdersOf(pages).map(({ page, count, held, claims }) => (
        <div class="references" key={page}>
          <h3>Who holds on to {page}</h3>
          <p class="sum">
            <b>{count}</b> ={" "}
            {held.length === 0 && <span class="chip">nobody{isFree(scene, page) && ": it is free"}</span>}
            {held.map(({ who, references }, at) => (
              <span key={who}>
                {at > 0 && "+ "}
                <span class="chip">
                  {who}
                  {references > 1 && ` ×${references}`}
                </span>
              </span>
            ))}
            {claims.map((who) => (
              <span class="chip claim" key={who}>
                {who}, without a reference
              </span>
            ))}
          </p>
        </div>
      ))}
      {locks.length > 0 && (
        <p class="locks">
          <b>Locks</b>{" "}
          {locks.map(({ lock, holder, since }) => (
            <span class="chip" key={lock}>
              {lock}: {holder}
              {since !== null && <small> since step {(steps[since]?.n ?? since) + 1}</small>}
            </span>
          ))}
        </p>
      )}
      {lists.map(({ name, pages: linked }) => (
        <p class="list" key={name}>
          <b>{name}</b>{" "}
          {linked.map((page) => (
            <span key={page}>
              <span class="link" aria-hidden="true" />
              <span class={pages.includes(page) ? "node here" : "node"}>{page}</span>
            </span>
          ))}
        </p>
      ))}
    </div>
  );
}

function isFree({ moment }: Scene, page: string): boolean {
  return moment.words.get(page)?.get("page_type") === "buddy";
}
