/** The checks of one station. Each that is passed is kept in this browser. */

import type { ComponentProps, ComponentType, VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { must } from "../../engine/must.ts";
import { choiceOf } from "../../knowledge/onboarding/judge.ts";
import type { GuardTask, OrderTask, QuestionTask, Task } from "../../knowledge/onboarding/task.ts";
import type { Shown } from "../code/ShownCode.tsx";
import { Beside } from "./Beside.tsx";
import { Choose } from "./Choose.tsx";
import type FindOrder from "./FindOrder.tsx";
import { load, type Passed, save } from "./progress.ts";
import "./onboarding.css";

interface Props {
  id: string;
  tasks: readonly Task[];
  /** Of each task the function that it is about; null: there is none to be shown. */
  codes: readonly (Shown | null)[];
}

export function Checks({ id, tasks, codes }: Props): VNode {
  const [passed, setPassed] = useState<Passed>(new Set());
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const read = load();
    setPassed(read.passed);
    if (read.problem)
      setProblem(
        `What this browser has stored of the path cannot be used. ${read.problem} It is replaced when you pass a check.`,
      );
  }, []);
  const pass = (key: string) => {
    // Another tab may have passed something meanwhile.
    const now = new Set([...load().passed, ...passed, key]);
    setPassed(now);
    setProblem(save(now) ? null : "It cannot be stored in this browser: it is forgotten when you leave the page.");
  };
  const keys = tasks.map((_, at) => `${id}/${at}`);
  const count = keys.filter((key) => passed.has(key)).length;
  return (
    <div class="checks not-content">
      {tasks.map((task, at) => {
        const key = must(keys[at], "such key");
        const props = { passed: passed.has(key), onPass: () => pass(key) };
        return (
          <section class="check" key={key} aria-label={`Check ${at + 1}`} data-era={task.kernel.split("@")[0]}>
            <h3>
              Check {at + 1} of {tasks.length}: {task.scenario.title}{" "}
              {props.passed && <span class="passed">passed</span>}
            </h3>
            <Beside code={codes[at] ?? null} of={`check ${at + 1}`}>
              {task.type === "order" ? (
                <Order task={task} {...props} />
              ) : (
                <Chosen task={task} of={`check ${at + 1}`} {...props} />
              )}
            </Beside>
          </section>
        );
      })}
      <p role="status" class="count">
        {count} of {tasks.length} passed.{count === tasks.length && " This station is done."} {problem}
      </p>
    </div>
  );
}

type Kept = { passed: boolean; onPass: () => void };

function Chosen({ task, ...kept }: { task: QuestionTask | GuardTask; of: string } & Kept): VNode {
  const choice = useMemo(() => choiceOf(task), [task]);
  return <Choose choice={choice} because={task.because} {...kept} />;
}

/** The race is only loaded when somebody wants to run it: it weighs as much as all the rest. */
function Order({ task, ...kept }: { task: OrderTask } & Kept): VNode {
  const [Loaded, setLoaded] = useState<ComponentType<ComponentProps<typeof FindOrder>> | null>(null);
  const [told, setTold] = useState("");
  const start = () => {
    setTold("Loading …");
    import("./FindOrder.tsx").then(
      ({ default: loaded }) => setLoaded(() => loaded),
      () => setTold("This part could not be loaded. Is there a connection?"),
    );
  };
  return (
    <>
      <p>
        On <code>{task.kernel}</code>, without <code>{task.missing}</code>: choose who takes each step, until something
        goes wrong. Then hand in the order.
      </p>
      {Loaded ? (
        <Loaded task={task} {...kept} />
      ) : (
        <>
          <button type="button" onClick={start}>
            Start
          </button>
          <p role="status">{told || (kept.passed && "Passed before.")}</p>
        </>
      )}
    </>
  );
}
