import { Overlay } from "../parts/Overlay";
import { shortcuts, useShortcutSwitch } from "./shortcuts";

export default function Help({ close }: { close(): void }) {
  const { on, turn } = useShortcutSwitch();
  return (
    <Overlay kind="dialog" title="Keys" close={close}>
      <p>
        <label>
          <input type="checkbox" checked={on} onChange={({ target }) => turn(target.checked)} /> Single
          keys do something
        </label>
      </p>
      <p className="caption">In a chart, ← and → move, Home and End jump, Enter opens what is behind the point.</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ keys, does }) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Overlay>
  );
}
