/**
 * Tells a wedge scanner's burst from a person's typing. Pure: fed with keys and their times, it answers what to do; it
 * knows no DOM. A scan is at least MIN_LENGTH characters, each within GAP_MS_MAX of the one before, ended by Enter or Tab.
 * A busy machine stretches gaps: one in HICCUP_EVERY characters may last HICCUP_MS_MAX. So a stretched gap never cuts the
 * head off a code, and a person, whose gaps are nearly all longer than GAP_MS_MAX, is still told apart. What opens with a
 * data identifier, or as the code of a document, is no word that a person writes: there the gaps need only be CODED_GAP_MS_MAX in the mean.
 */
export const GAP_MS_MAX = 35;
export const HICCUP_MS_MAX = 250;
export const CODED_GAP_MS_MAX = 60;
export const HICCUP_EVERY = 4;
export const MIN_LENGTH = 6;
export const MAX_LENGTH = 256;

/** An AIM symbology identifier that some scanners put before the text, such as `]C1` or `]d2`. */
const AIM_PREFIX = /^\][A-Za-z][0-9A-Za-z]/;

export interface Key {
  /** As in KeyboardEvent.key. */
  key: string;
  /** Monotonic, ms. */
  time: number;
}

export interface RecogniserState {
  /** Characters of the burst so far. */
  buffer: string;
  /** When the first of them came. */
  first: number;
  /** When the last of them came. */
  last: number;
  /** Gaps so far that were longer than GAP_MS_MAX. */
  hiccups: number;
}

export type Outcome =
  /** Not part of a burst; leave it alone. */
  | { type: 'none' }
  /** First character of what may become a burst: remember the focused field's value before it. */
  | { type: 'begin' }
  /** Goes on. */
  | { type: 'continue' }
  /** A scan: swallow the ending key, undo what was typed into a field. */
  | { type: 'scan'; text: string };

export const IDLE: RecogniserState = { buffer: '', first: Number.NEGATIVE_INFINITY, last: Number.NEGATIVE_INFINITY, hiccups: 0 };

/** One key further. */
export function feed(state: RecogniserState, { key, time }: Key): [RecogniserState, Outcome] {
  const gap = time - state.last;
  const goesOn = state.buffer !== '' && gap <= HICCUP_MS_MAX;
  const hiccups = state.hiccups + (gap > GAP_MS_MAX ? 1 : 0);
  if (key === 'Enter' || key === 'Tab') {
    const text = stripPrefix(state.buffer);
    const isCoded = /^(?:[=&]|CORDKEEP:)/i.test(text) && (time - state.first) / state.buffer.length <= CODED_GAP_MS_MAX;
    const isFast = isCoded || hiccups <= text.length / HICCUP_EVERY;
    const isScan = goesOn && text.length >= MIN_LENGTH && text.length <= MAX_LENGTH && isFast;
    return isScan ? [IDLE, { type: 'scan', text }] : [IDLE, { type: 'none' }];
  }
  // Scanners hold Shift or Alt for some characters: modifiers neither break a burst nor add to it.
  if (key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'CapsLock') return [state, { type: 'none' }];
  if ([...key].length !== 1) return [IDLE, { type: 'none' }];
  if (!goesOn) return [{ buffer: key, first: time, last: time, hiccups: 0 }, { type: 'begin' }];
  const buffer = state.buffer.length > MAX_LENGTH ? state.buffer : state.buffer + key;
  return [{ ...state, buffer, last: time, hiccups }, { type: 'continue' }];
}

/** What the station's scanners are set to send around each code. */
export interface Affixes {
  prefix: string;
  suffix: string;
}

export const NO_AFFIXES: Affixes = { prefix: '', suffix: '' };

/** The code without what the scanner added, where it did; a scanner that is not set to passes as well. */
export function stripAffixes(text: string, { prefix, suffix }: Affixes): string {
  const behind = prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const code = suffix !== '' && behind.endsWith(suffix) ? behind.slice(0, -suffix.length) : behind;
  return stripPrefix(code);
}

/** The text without an AIM identifier; data identifiers such as `=` and `&` belong to the code and stay. */
export function stripPrefix(text: string): string {
  return text.replace(AIM_PREFIX, '');
}
