import { expect, it } from 'vitest';
import { hotkeyOf } from './useHotkeys';

const NONE = { altKey: false, ctrlKey: false, shiftKey: false, metaKey: false };

it.each([
  [{ ...NONE, key: 'F2', code: 'F2' }, 'f2'],
  [{ ...NONE, key: '1', code: 'Digit1', altKey: true }, 'alt+1'],
  // A Mac layout types another character with Alt; the place of the key counts.
  [{ ...NONE, key: '¡', code: 'Digit1', altKey: true }, 'alt+1'],
  [{ ...NONE, key: 'ñ', code: 'KeyN', altKey: true }, 'alt+n'],
  [{ ...NONE, key: 'S', code: 'KeyS', ctrlKey: true, shiftKey: true }, 'ctrl+shift+s'],
  [{ ...NONE, key: 'Escape', code: 'Escape' }, 'escape'],
])('%o is %s', (event, name) => expect(hotkeyOf(event)).toBe(name));
