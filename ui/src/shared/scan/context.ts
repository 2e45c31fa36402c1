/** Who gets a scan: the handler registered last, the screen's before the shell's. */
import { createContext, useContext, useEffect, useRef } from 'react';
import type { Problem, ScanKind } from '@/api/gen/commands';

/** A scan that the place does not want: what it was and what is wanted. */
export interface WrongKind {
  wanted: ScanKind | ScanKind[];
  got: ScanKind;
}

/**
 * Gets the text as scanned. Answers `true` when it dealt with it, `false` to pass it on to the next handler; may throw a
 * Problem (or `wrongKind(...)`, or a RefusedScan), which beeps, flashes red and is shown in words.
 */
export type ScanHandler = (text: string) => boolean | Promise<boolean>;

/** Where a refused scan leads if it was meant: by a button, its key, or the same code scanned once more. */
export interface ScanWay {
  /** Of the button, in words. */
  title: string;
  /** What becomes of the work at hand. */
  hint: string;
  go: () => Promise<void>;
}

/** Thrown by a handler in place of a Problem: refused, and here is the way to what the code names. */
export class RefusedScan {
  constructor(readonly problem: Problem, readonly way: ScanWay) {}
}

export interface ScanFeedback {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  problem: Problem | null;
  way: ScanWay | null;
}

export interface ScanBus {
  register(handler: { current: ScanHandler }): () => void;
  /** As if `text` had been scanned. */
  dispatch(text: string): Promise<void>;
  feedback: ScanFeedback | null;
  /** Takes the way that the refusal shown offers. */
  follow(): Promise<void>;
  dismiss(): void;
}

export const ScanContext = createContext<ScanBus | null>(null);

export function useScanBus(): ScanBus {
  const bus = useContext(ScanContext);
  if (!bus) throw new Error('ScanProvider is missing');
  return bus;
}

/** Registers the current screen's (or dialog's) scan handler for as long as it is mounted. */
export function useScan(handler: ScanHandler, enabled = true): void {
  const { register } = useScanBus();
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => (enabled ? register(latest) : undefined), [register, enabled]);
}

/** A Problem that says: this is a {found}, expected is a {expected}; with the parameters that the program uses. */
export function wrongKind({ wanted, got }: WrongKind): Problem {
  const words = Array.isArray(wanted) ? wanted.join(',') : wanted;
  return { code: 'scan.wrong_kind', params: { expected: words, found: got }, field: null, severity: 'refusal' };
}
