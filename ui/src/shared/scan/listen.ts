/** Feeds the recogniser from the window's keys and takes a scan's characters out of the field they fell into. */
import { feed, IDLE } from './recogniser';

type TextField = HTMLInputElement | HTMLTextAreaElement;


export function listenForScans(target: Window, onScan: (text: string) => void): () => void {
  let state = IDLE;
  let before: { field: TextField; value: string } | null = null;

  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [next, outcome] = feed(state, { key: event.key, time: event.timeStamp });
    state = next;
    if (outcome.type === 'begin') {
      const field = textField(event.target);
      before = field ? { field, value: field.value } : null;
    } else if (outcome.type === 'scan') {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (before && before.field.isConnected) restore(before.field, before.value);
      before = null;
      onScan(outcome.text);
    }
  };
  target.addEventListener('keydown', onKey, { capture: true });
  return () => target.removeEventListener('keydown', onKey, { capture: true });
}

function textField(target: EventTarget | null): TextField | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

/** Sets the value so that React sees it as typed. */
function restore(field: TextField, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
