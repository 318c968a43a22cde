/** Where a kernel patch stands in the models: by function, and in each era what is known of that place. */
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { href } from "../../engine/links/href.ts";
import {
  called,
  headOf,
  type Placed,
  type PlacedIn,
  type PlacedPatch,
  rowsOf,
  unknownIn,
} from "../../review/kernel/placed.ts";

/** Patches; functions of all of them; a row's links until the rest is asked for. */
const SHOWN = { patches: 50, functions: 100, links: 4 };

interface Props {
  patches: readonly PlacedPatch[];
  /** Null: what the patch comes to in the models is there already. */
  onEdit: ((place: PlacedIn) => void) | null;
}

export function PlacedPatches({ patches, onEdit }: Props): VNode {
  const shown = patches.slice(0, SHOWN.patches);
  const each = Math.max(1, Math.floor(SHOWN.functions / shown.length));
  return (
    <section class="placed" aria-label="Where it stands">
      {shown.map(({ subject, source, functions }, at) => (
        <OnePatch key={`${at} ${source}`} title={subject} most={each} isFirst={at === 0} {...{ functions, onEdit }} />
      ))}
      {patches.length > shown.length && (
        <p>The terminal lists the other {patches.length - shown.length} patches: npm run -s eras -- review FILE</p>
      )}
    </section>
  );
}

interface OnePatchProps extends Pick<Props, "onEdit"> {
  title: string;
  functions: Placed[];
  /** Functions that are shown. */
  most: number;
  isFirst: boolean;
}

function OnePatch({ title, functions, most, isFirst, onEdit }: OnePatchProps): VNode {
  const known = functions.filter(({ eras }) => eras.length > 0);
  const unknown = unknownIn(functions);
  const more = known.length - most;
  return (
    <>
      {title !== "" && <h2>{title}</h2>}
      <p role="status">{headOf(functions)}</p>
      {known.slice(0, most).map((each, at) => (
        <OneFunction key={`${each.file} ${each.name}`} {...each} isOpen={isFirst && at === 0} onEdit={onEdit} />
      ))}
      {more > 0 && <p>The terminal lists the other {more}: npm run -s eras -- review FILE</p>}
      {unknown !== null && <p>{unknown}</p>}
    </>
  );
}

function OneFunction({
  name,
  file,
  eras,
  isOpen,
  onEdit,
}: Placed & Pick<Props, "onEdit"> & { isOpen: boolean }): VNode {
  const [isRead, setRead] = useState(isOpen);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => currentTarget.open && setRead(true)}>
      <summary>
        <code>{called(name)}</code> <small class="where">of {file}</small>
      </summary>
      {isRead &&
        eras.map((place) => (
          <div key={place.era} class="place" data-era={place.era}>
            <h3>
              {place.era} <small class="where">{`${place.file}:${place.line}`}</small>
            </h3>
            {onEdit && !name.startsWith("struct ") && (
              <button type="button" onClick={() => onEdit(place)}>
                Edit the model's copy of this function
              </button>
            )}
            <dl>
              {rowsOf(place).map(({ what, all }) => (
                <Links key={what} what={what} all={all} />
              ))}
            </dl>
          </div>
        ))}
    </details>
  );
}

function Links({ what, all }: ReturnType<typeof rowsOf>[number]): VNode {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? all : all.slice(0, SHOWN.links);
  return (
    <>
      <dt>{what}</dt>
      <dd>
        {shown.map(({ text, path }, at) => (
          <span key={text}>
            {at > 0 && ", "}
            <a href={addressOf(path)}>{text}</a>
          </span>
        ))}
        {all.length > shown.length && (
          <button type="button" onClick={() => setAll(true)}>
            {all.length - shown.length} more
          </button>
        )}
      </dd>
    </>
  );
}

function addressOf(path: string): string {
  const [page = "", heading] = path.split("#");
  return href(page) + (heading === undefined ? "" : `#${heading}`);
}
