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

/** Functions of a patch; a row's links until the rest is asked for. */
const SHOWN = { functions: 100, links: 4 };

interface Props {
  patches: readonly PlacedPatch[];
  /** Null: what the patch comes to in the models is there already. */
  onEdit: ((place: PlacedIn) => void) | null;
}

export function PlacedPatches({ patches, onEdit }: Props): VNode {
  return (
    <section class="placed" aria-label="Where it stands">
      {patches.map(({ subject, source, functions }, at) => (
        <OnePatch key={`${at} ${source}`} title={subject} {...{ functions, onEdit }} />
      ))}
    </section>
  );
}

function OnePatch({ title, functions, onEdit }: Pick<Props, "onEdit"> & { title: string; functions: Placed[] }): VNode {
  const known = functions.filter(({ eras }) => eras.length > 0);
  const unknown = unknownIn(functions);
  const more = known.length - SHOWN.functions;
  return (
    <>
      {title !== "" && <h2>{title}</h2>}
      <p role="status">{headOf(functions)}</p>
      {known.slice(0, SHOWN.functions).map((each, at) => (
        <OneFunction key={`${each.file} ${each.name}`} {...each} isOpen={at === 0} onEdit={onEdit} />
      ))}
      {more > 0 && <p>And {more} more, which the terminal tells of: npm run -s eras -- review FILE</p>}
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
