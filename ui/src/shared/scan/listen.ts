/** Feeds the recogniser from the window's keys and takes a scan's characters out of the field they fell into. */
import { isComposed, keyOf } from './keys';
import { feed, IDLE } from './recogniser';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** How long after a scan an input method may still bring what it made of the characters, ms. */
const LATE_MS_MAX = 200;

export function listenForScans(target: Window, onScan: (text: string) => void): () => void {
  let state = IDLE;
  let before: { field: TextField; value: string } | null = null;
  let late: { field: TextField; value: string; until: number } | null = null;

  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [next, outcome] = feed(state, { key: keyOf(event), time: event.timeStamp });
    state = next;
    if (outcome.type === 'begin') {
      const field = textField(event.target);
      before = field ? { field, value: field.value } : null;
      late = null;
    } else if (outcome.type === 'scan') {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (before && before.field.isConnected) {
        if (isComposed(event)) {
          endComposition(before.field);
          late = { ...before, until: event.timeStamp + LATE_MS_MAX };
        }
        restore(before.field, before.value);
      }
      before = null;
      onScan(outcome.text);
    }
  };

  /** What an input method commits behind the scan is no more wanted than what it had shown. */
  const onLate = (event: Event) => {
    if (!late || event.target !== late.field || event.timeStamp > late.until) return;
    const { field, value } = late;
    if (field.value !== value) restore(field, value);
  };
  /** Nobody presses a pointer within a scan: what was typed before it, into another field, is no head of the code. */
  const onPointer = () => {
    state = IDLE;
    before = null;
  };
  target.addEventListener('pointerdown', onPointer, { capture: true });
  target.addEventListener('keydown', onKey, { capture: true });
  target.addEventListener('compositionend', onLate);
  return () => {
    target.removeEventListener('pointerdown', onPointer, { capture: true });
    target.removeEventListener('keydown', onKey, { capture: true });
    target.removeEventListener('compositionend', onLate);
  };
}

function textField(target: EventTarget | null): TextField | null {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
}

/** An input method lets go of a field that loses the focus. */
function endComposition(field: TextField): void {
  field.blur();
  field.focus();
}

/** Sets the value so that React sees it as typed. */
function restore(field: TextField, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
