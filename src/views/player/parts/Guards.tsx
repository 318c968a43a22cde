/** The guards that the scenario comes by, as switches: take one out, or several, run it again, and see what breaks. */

import type { VNode } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import type { GuardName } from "../../../../models/guards.ts";
import { aboutGuard } from "../../../engine/guard.ts";
import { href } from "../../../engine/links/href.ts";
import { slugOf } from "../../../engine/links/slug.ts";
import { MAX_GUARDS } from "../../../engine/scenario/limits.ts";
import { isReaders } from "../../../engine/scenario/readers.ts";
import { guardsPassed } from "../../../engine/walk/passed.ts";
import type { Race } from "../../../engine/walk/walk.ts";
import { useAway } from "../../away/useAway.ts";
import { Waiting } from "../../away/Waiting.tsx";
import { type GuardNote, noteOn, partnersOf } from "../guard_notes.ts";
import { toggled } from "../guards.ts";
import { useOpened } from "../useOpened.ts";
import { GuardSwitch } from "./GuardSwitch.tsx";
import "../../panels.css";
import "./guards.css";

interface Props {
  race: Race;
  onWithout: (without: GuardName[]) => void;
}

export function Guards({ race, onWithout }: Props): VNode {
  const [open, setOpen] = useState(false);
  const id = useId();
  const opened = useOpened<HTMLDivElement>(setOpen);
  const out = allOut(race);
  const told = out.length === 0 ? "all in place" : `without ${out.join(", ")}`;
  return (
    <>
      <button type="button" class="guards-button" popovertarget={id}>
        Guards: <strong class={out.length > 0 ? "race-bad" : ""}>{told}</strong>
      </button>
      <div
        popover="auto"
        id={id}
        class="race-guards race-part sheet"
        role="dialog"
        aria-label="Guards of this scenario"
        {...opened}
      >
        {open && <Switches race={race} onWithout={onWithout} />}
      </div>
    </>
  );
}

/** By the reader, or by the scenario itself. */
const allOut = ({ scenario, without }: Race) => [...new Set([...scenario.without, ...without])];

function Switches({ race, onWithout }: Props): VNode {
  const { scenario, kernel, without } = race;
  const away = isReaders(scenario);
  const asked = useAway("guards", away ? { scenario, kernel, without: [] } : null, [away, scenario, kernel]);
  const own = useMemo(() => (away ? [] : guardsPassed({ scenario, kernel, without: [] })), [away, scenario, kernel]);
  const passed = away ? (asked.answer ?? []) : own;
  const [notes, setNotes] = useState<readonly GuardNote[]>([]);
  useEffect(() => {
    // Without the notes the switches work all the same.
    fetch(href("data/guards.json").replace(/\/$/, ""))
      .then((response) => (response.ok ? response.json() : []))
      .then(setNotes, () => setNotes([]));
  }, []);
  const out = allOut(race);
  const listed = [...new Set([...passed, ...out])].filter((guard) => {
    const note = notes.find((each) => each.guard === guard);
    const cell = note && noteOn(note, kernel);
    return out.includes(guard) || cell === undefined || !("absent" in cell);
  });
  const switches = {
    without,
    fixed: scenario.without,
    toggle: (guard: GuardName) => onWithout(toggled(without, guard)),
  };
  return (
    <>
      <Waiting asked={asked} />
      <p>
        A guard is a check, or an order of two things, that keeps a race from going wrong. These {listed.length} stand
        on the way of this scenario on <code>{kernel}</code>, in the order in which it comes by them. Take one out, or
        up to {MAX_GUARDS}, and have every order tried.
      </p>
      <div class="race-controls">
        <button type="button" aria-disabled={without.length === 0} onClick={() => onWithout([])}>
          Put all back
        </button>
      </div>
      <ul>
        {listed.map((guard) => (
          <li key={guard}>
            <GuardSwitch guard={guard} switches={switches} />
            <span class="race-note">
              {aboutGuard(guard)}{" "}
              <a href={`${href("guards")}#${slugOf(guard)}`}>
                More<span class="sr-only"> about {guard}</span>
              </a>
            </span>
            {scenario.without.includes(guard) && <span class="race-note">The scenario itself leaves it out.</span>}
            {without.includes(guard) && <Hint guard={guard} notes={notes} race={race} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Some guards matter only together with another one. */
function Hint({ guard, notes, race }: { guard: GuardName; notes: readonly GuardNote[]; race: Race }): VNode | null {
  const note = notes.find((each) => each.guard === guard);
  const cell = note && noteOn(note, race.kernel);
  const partners = partnersOf(guard, notes, race.kernel).filter((each) => !race.without.includes(each));
  const harmless = cell && "harmless" in cell ? cell.harmless : undefined;
  if (harmless === undefined && partners.length === 0) return null;
  return (
    <span class="race-note race-hint">
      {harmless !== undefined && `Alone it is not missed: ${harmless}. `}
      {partners.length > 0 && (
        <>
          Take out{" "}
          {partners.map((each) => (
            <code key={each}>{each}</code>
          ))}{" "}
          as well, and something goes wrong.
        </>
      )}
    </span>
  );
}
