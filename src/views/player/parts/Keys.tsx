/** The dialog that lists the keys. */
import type { RefObject, VNode } from "preact";
import { KEYS } from "../keys.ts";
import "./keys.css";

export function Keys({ dialog }: { dialog: RefObject<HTMLDialogElement> }): VNode {
  return (
    <dialog ref={dialog} aria-label="Keys" class="keys">
      <table>
        <tbody>
          {KEYS.map(({ shown, action, text }) => (
            <tr key={action}>
              <th scope="row">
                <kbd>{shown}</kbd>
              </th>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>They work while the focus is inside the player.</p>
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
