/**
 * The run as lanes: a column for each actor, time going down. Of a long run only the rows in sight are made; every row is as high as
 * every other, so that the rest is two empty ones.
 */
import type { VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { differs } from "../../../engine/compare/lineup.ts";
import type { Session } from "../../../engine/compare/session.ts";
import { LaneRow } from "./LaneRow.tsx";
import "./lanes.css";

interface Props {
  session: Session;
  step: number;
  go: (step: number) => void;
}

/** As in lanes.css. */
const ROW_PX = 28;
/** More than are in sight, so that scrolling meets no hole. */
const ROWS = 40;

export function Lanes({ session, step, go }: Props): VNode {
  const { rows, columns } = session;
  const scroller = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(0);
  const actors = columns[0]?.trace.actors ?? [];

  const look = (top: number) => setFirst(Math.max(0, Math.floor(top / ROW_PX / 10) * 10 - 10));
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const middle = (step - 1) * ROW_PX - box.clientHeight / 2 + ROW_PX;
    const isInSight = (step - 1) * ROW_PX >= box.scrollTop && (step + 2) * ROW_PX <= box.scrollTop + box.clientHeight;
    if (!isInSight) box.scrollTop = Math.max(0, middle);
    look(box.scrollTop);
  }, [step, session]);
  // Many actors are wider than a phone: the lane of the one that takes the step is brought beside the marks.
  useLayoutEffect(() => {
    const box = scroller.current;
    const lane = box?.querySelector("[aria-current=step] button")?.getBoundingClientRect();
    const marks = box?.querySelector(".mark")?.getBoundingClientRect();
    if (!box || !lane || !marks || box.scrollWidth === box.clientWidth) return;
    const { left } = box.getBoundingClientRect();
    if (lane.right > marks.left) box.scrollLeft += lane.right - marks.left;
    else if (lane.left < left) box.scrollLeft += lane.left - left;
  }, [step, session, first]);

  const from = Math.min(first, Math.max(0, rows.length - ROWS));
  const window = rows.slice(from, from + ROWS);
  const below = rows.length - from - window.length;
  return (
    <section
      class="lanes"
      ref={scroller}
      data-steps
      aria-label="Steps"
      tabIndex={0}
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
            {columns.map(({ kernel, era }) => (
              <th scope="col" class="mark" data-era={era} key={kernel}>
                {columns.filter((each) => each.era === era).length > 1 ? kernel.replace(/^.*@/, "") : era}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 && <Gap rows={from} />}
          {window.map((row, index) => (
            <LaneRow
              key={from + index}
              {...{ row, columns, actors }}
              number={from + index + 1}
              differs={differs(row)}
              isCurrent={from + index + 1 === step}
              select={() => {
                scroller.current?.focus({ preventScroll: true });
                go(from + index + 1);
              }}
            />
          ))}
          {below > 0 && <Gap rows={below} />}
        </tbody>
      </table>
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
