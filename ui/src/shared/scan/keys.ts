/**
 * The character that a key event brings. An active input method hides it: the event says only `Process`, key code 229,
 * and the character goes into its own window. The physical key is still named, and a wedge scanner types as a keyboard of
 * the United States does, so that the code is read all the same, whatever the input method makes of it.
 */
const PLAIN: Record<string, string> = {
  Digit1: '1!', Digit2: '2@', Digit3: '3#', Digit4: '4$', Digit5: '5%', Digit6: '6^', Digit7: '7&', Digit8: '8*', Digit9: '9(', Digit0: '0)',
  Minus: '-_', Equal: '=+', BracketLeft: '[{', BracketRight: ']}', Backslash: '\\|', Semicolon: ';:', Quote: '\'"', Backquote: '`~',
  Comma: ',<', Period: '.>', Slash: '/?', Space: '  ', NumpadAdd: '++', NumpadSubtract: '--', NumpadMultiply: '**', NumpadDivide: '//',
  NumpadDecimal: '..',
};

const NAMED: Record<string, string> = {
  Enter: 'Enter', NumpadEnter: 'Enter', Tab: 'Tab', ShiftLeft: 'Shift', ShiftRight: 'Shift', ControlLeft: 'Control', ControlRight: 'Control',
  AltLeft: 'Alt', AltRight: 'Alt', CapsLock: 'CapsLock',
};

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'keyCode' | 'isComposing' | 'shiftKey' | 'getModifierState'>;

/** True while an input method has the keys. */
export function isComposed(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** As KeyboardEvent.key, but through an input method. */
export function keyOf(event: KeyEvent): string {
  if (!isComposed(event)) return event.key;
  const named = NAMED[event.code];
  if (named) return named;
  const pair = PLAIN[event.code];
  if (pair) return pair.charAt(event.shiftKey ? 1 : 0);
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey === event.getModifierState('CapsLock') ? letter.toLowerCase() : letter;
  return /^Numpad([0-9])$/.exec(event.code)?.[1] ?? event.key;
}
