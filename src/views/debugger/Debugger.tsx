/**
 * One scenario on one screen, looked at in four ways: watched, raced by hand, tried in every order, and foretold. It keeps nothing of its own about
 * what is selected, so that pages, links and exercises can embed it. What is not shown at first is only loaded when it is asked for.
 */
import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Panel } from "../../engine/compare/session.ts";
import { REFERENCES } from "../../engine/scenario/runnable.ts";
import { Lanes } from "../player/parts/Lanes.tsx";
import type { DebuggerProps, PanelProps } from "../player/props.ts";
import { Screen } from "../player/Screen.tsx";
import { TABS } from "../player/tabs.ts";
import { useSession } from "../player/useSession.ts";
import { useTabFocus } from "./useTabFocus.ts";

const LOAD: Record<Exclude<Panel, "watch">, () => Promise<{ default: ComponentType<PanelProps> }>> = {
  race: () => import("../race/RacePanel.tsx"),
  orders: () => import("../race/OrdersPanel.tsx"),
  predict: () => import("../predict/PredictPanel.tsx"),
};

export function Debugger(props: DebuggerProps): VNode {
  const { kernels, inView, panel = "watch" } = props.selection;
  const kernel = kernels.find((each) => each === inView) ?? kernels[0] ?? REFERENCES[0]?.era.id ?? "";
  const [loaded, setLoaded] = useState<Partial<Record<Panel, ComponentType<PanelProps>>>>({});
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (panel === "watch" || loaded[panel]) return;
    LOAD[panel]().then(
      ({ default: found }) => setLoaded((before) => ({ ...before, [panel]: found })),
      () => setFailed(true),
    );
  }, [panel]);
  const Shown = loaded[panel];
  useTabFocus(Shown);
  if (Shown !== undefined) return <Shown {...props} kernel={kernel} />;
  return <Watch {...props} kernel={kernel} missing={panel === "watch" ? null : failed ? "failed" : "loading"} />;
}

/** `missing`: another panel is asked for, and is not there. */
function Watch({ missing, ...props }: PanelProps & { missing: "failed" | "loading" | null }): VNode {
  const { selection, onSelect } = props;
  const asked = useSession(selection);
  const go = (step: number) => onSelect({ ...selection, step });
  const told = { failed: "This part could not be loaded. Is there a connection?", loading: "Loading …" };
  return (
    <Screen
      {...{ ...props, asked, go }}
      step={selection.step}
      aside={{
        name: missing === null ? "Lanes" : (TABS.find(({ id }) => id === selection.panel)?.name ?? ""),
        of: (scene, bare) =>
          missing !== null ? (
            <p aria-live="polite">{told[missing]}</p>
          ) : scene ? (
            <Lanes {...{ scene, go, bare }} />
          ) : (
            <p />
          ),
      }}
    />
  );
}
