/**
 * The run as lanes: a column for each actor, time going down. Of a long run only the rows in sight are made; every row is as high as
 * every other, so that the rest is two empty ones.
 */

import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { withLanes } from "../../../../models/machine/drains.ts";
import type { Bare } from "../../../engine/races/bare.ts";
import { crossingsAt } from "../../../engine/why/crossings.ts";
import { othersAt, type Scene } from "../scene.ts";
import { bareAt } from "../useBare.ts";
import { LaneArrow } from "./LaneArrow.tsx";
import { LaneRow } from "./LaneRow.tsx";
import "./lanes.css";

interface Props {
  scene: Scene;
  go: (step: number) => void;
  /** What is reached without a lock, where a reader wanted to know. */
  bare?: readonly Bare[];
}

/** As in lanes.css. */
const ROW_PX = 38;
/** More than are in sight, so that scrolling meets no hole. */
const ROWS = 40;

export function Lanes({ scene, go, bare = [] }: Props): VNode {
  const { column, moment, rows, step } = scene;
  const actors = withLanes(column.trace.actors, scene.session.rows);
  const scroller = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(0);
  const current = rows.indexOf(step);
  const look = (top: number) => setFirst(Math.max(0, Math.floor(top / ROW_PX / 10) * 10 - 10));

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const top = current * ROW_PX;
    const isInSight = top >= box.scrollTop && top + 2 * ROW_PX <= box.scrollTop + box.clientHeight;
    if (!isInSight) box.scrollTop = Math.max(0, top + 2 * ROW_PX - box.clientHeight * 0.7);
    look(box.scrollTop);
  }, [current, scene.session, scene.index]);
  // Many actors are wider than their region: the lane of the one that takes the step is brought into sight.
  useLayoutEffect(() => {
    const box = scroller.current;
    const lane = box?.querySelector("[aria-current=step] button")?.getBoundingClientRect();
    if (!box || !lane || box.scrollWidth === box.clientWidth) return;
    const { left, right } = box.getBoundingClientRect();
    if (lane.right > right - 24) box.scrollLeft += lane.right - right + 24;
    else if (lane.left < left + 28) box.scrollLeft += lane.left - left - 28;
  }, [current, scene.session, first]);

  const from = Math.min(first, Math.max(0, rows.length - ROWS));
  const window = rows.slice(from, from + ROWS);
  const below = rows.length - from - window.length;
  const [crossing] = moment.step === null ? [] : crossingsAt(column.trace, moment.taken - 1);
  const cause = crossing && rows.findIndex((row) => (column.taken[row] ?? 0) === crossing.change + 1);
  return (
    <section
      class="lanes"
      ref={scroller}
      data-steps
      aria-label="Steps"
      tabIndex={0}
      style={{ "--actors": actors.length }}
      onScroll={(event) => look(event.currentTarget.scrollTop)}
    >
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span class="sr-only">Number</span>
            </th>
            {actors.map((actor) => (
              <th scope="col" key={actor}>
                {actor}
              </th>
            ))}
            <th scope="col" class="mark">
              <span class="sr-only">Differences</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {from > 0 && <Gap rows={from} />}
          {window.map((row, index) => (
            <LaneRow
              key={row}
              row={scene.session.rows[row - 1]}
              {...{ actors, scene }}
              index={from + index + 1}
              number={column.taken[row] ?? 0}
              others={othersAt({ ...scene, step: row })}
              when={row === step ? "now" : row > step ? "later" : "past"}
              isBare={bareAt(bare, (column.taken[row] ?? 0) - 1).length > 0}
              isCause={cause === from + index}
              select={() => {
                scroller.current?.focus({ preventScroll: true });
                go(row);
              }}
            />
          ))}
          {below > 0 && <Gap rows={below} />}
        </tbody>
      </table>
      {crossing && cause !== undefined && cause >= 0 && (
        <LaneArrow {...{ crossing }} trace={column.trace} from={cause} to={current} />
      )}
    </section>
  );
}

function Gap({ rows }: { rows: number }): VNode {
  return (
    <tr>
      <td style={{ height: `${rows * ROW_PX}px` }} />
    </tr>
  );
}
