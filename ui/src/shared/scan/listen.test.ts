import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyOf } from './keys';
import { listenForScans } from './listen';

const CODES: Record<string, [code: string, shift: boolean]> = {
  '=': ['Equal', false], '&': ['Digit7', true], '%': ['Digit5', true], '>': ['Period', true], '<': ['Comma', true], '*': ['Digit8', true],
  '(': ['Digit9', true], '"': ['Quote', true], ':': ['Semicolon', true], ';': ['Semicolon', false], '/': ['Slash', false], '+': ['Equal', true],
  ']': ['BracketRight', false], '{': ['BracketLeft', true], '\\': ['Backslash', false], '#': ['Digit3', true], '$': ['Digit4', true],
  ',': ['Comma', false], '-': ['Minus', false], '\'': ['Quote', false], '}': ['BracketRight', true], ' ': ['Space', false],
};

function physical(character: string): [code: string, shift: boolean] {
  if (/[0-9]/.test(character)) return [`Digit${character}`, false];
  if (/[a-z]/i.test(character)) return [`Key${character.toUpperCase()}`, character !== character.toLowerCase()];
  return CODES[character] ?? ['', false];
}

/** A key as an active input method lets it through: which key it was, but not what it means. */
function hidden(character: string): KeyboardEventInit {
  const [code, shiftKey] = character === '\n' ? ['Enter', false] : physical(character);
  return { key: 'Process', code, shiftKey, keyCode: 229, isComposing: true };
}

describe('keys through an input method', () => {
  it.each([...'=&%><*("":;/+]{\\#$,-\'} 0W9az'])('%s is read from its place on the keyboard', (character) => {
    expect(keyOf(new KeyboardEvent('keydown', hidden(character)))).toBe(character);
  });

  it('takes CapsLock into account, as the keyboard does', () => {
    const event = new KeyboardEvent('keydown', { ...hidden('a'), modifierCapsLock: true });
    expect(keyOf(event)).toBe('A');
  });

  it('believes the key where no input method is active', () => {
    expect(keyOf(new KeyboardEvent('keydown', { key: 'é', code: 'Digit2' }))).toBe('é');
  });
});

describe('listening', () => {
  let stop = () => {};
  let field: HTMLInputElement;
  const scans: string[] = [];
  let time = 0;

  beforeEach(() => {
    scans.length = 0;
    time = 10_000;
    field = document.body.appendChild(document.createElement('input'));
    field.value = '备注';
    stop = listenForScans(window, (text) => scans.push(text));
  });
  afterEach(() => {
    stop();
    field.remove();
  });

  function press(target: EventTarget, init: KeyboardEventInit, gap: number): boolean {
    const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: (time += gap) });
    return target.dispatchEvent(event);
  }
  const compose = (target: EventTarget, text: string, gap: number) => [...text, '\n'].map((key) => press(target, hidden(key), gap));

  it.each(['=W00001642817500', '&dA99992600010020', '&"321415000000000000', '=<S9999V00&>0263652359', ']C1=%Mq00'])('reads %s under a Chinese input method', (text) => {
    field.focus();
    compose(field, text, 6);
    expect(scans).toEqual([text.replace(/^\]C1/, '')]);
  });

  it('throws away what the input method made of the scan, at once and late', () => {
    field.focus();
    [...'=W00001642817500'].forEach((key) => press(field, hidden(key), 6));
    field.value = '备注＝w00001642817500';
    press(field, hidden('\n'), 6);
    expect(field.value).toBe('备注');
    expect(document.activeElement).toBe(field);
    field.value = '备注＝问0001642817500';
    const end = new CompositionEvent('compositionend', { bubbles: true });
    Object.defineProperty(end, 'timeStamp', { value: time + 30 });
    field.dispatchEvent(end);
    expect(field.value).toBe('备注');
  });

  it('leaves a person composing alone', () => {
    field.focus();
    const kept = compose(field, 'zhonghuarenmin', 120);
    field.value = '备注中华人民';
    expect(scans).toEqual([]);
    expect(kept.every(Boolean)).toBe(true);
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    expect(field.value).toBe('备注中华人民');
  });

  it('hears a scan with the focus nowhere', () => {
    [...'=W00001642817500', 'Enter'].forEach((key) => press(document.body, { key }, 6));
    expect(scans).toEqual(['=W00001642817500']);
  });

  it('takes nothing typed before a press of the pointer for the head of the code', () => {
    const other = document.body.appendChild(document.createElement('input'));
    [...'110101'].forEach((key) => press(other, { key }, 6));
    field.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    [...'=W00001642817500'].forEach((key) => press(field, { key }, 6));
    field.value = '备注=W00001642817500';
    press(field, { key: 'Enter' }, 6);
    other.remove();
    expect(scans).toEqual(['=W00001642817500']);
    expect(field.value).toBe('备注');
  });

  it('swallows the ending key of a scan only', () => {
    const form = vi.fn();
    field.addEventListener('keydown', form);
    [...'=W00001642817500', 'Enter'].forEach((key) => press(field, { key }, 6));
    expect(form).toHaveBeenCalledTimes(16);
    expect(press(field, { key: 'Enter' }, 500)).toBe(true);
    expect(form).toHaveBeenCalledTimes(17);
  });
});
