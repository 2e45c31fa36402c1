/** Keys of a screen: `useHotkeys({ 'alt+n': create, escape: close })`. Letters without Alt or Ctrl are left to fields. */
import { useEffect, useRef } from 'react';

export type Hotkeys = Record<string, (event: KeyboardEvent) => void>;

export function hotkeyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'shiftKey' | 'metaKey'>): string {
  // With Alt some layouts type another character: take digits and letters from the key's place.
  const place = /^(?:Digit|Key)(.)$/.exec(event.code)?.[1];
  const key = (event.altKey || event.ctrlKey) && place ? place : event.key;
  const parts = [event.ctrlKey || event.metaKey ? 'ctrl' : '', event.altKey ? 'alt' : '', event.shiftKey ? 'shift' : '', key];
  return parts.filter(Boolean).join('+').toLowerCase();
}

export function useHotkeys(hotkeys: Hotkeys): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
      const act = latest.current[hotkeyOf(event)];
      if (!act) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Work in a dialog is not left by a key. */
export function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
