/** Listens to the whole window for wedge bursts and hands them to the topmost handler. */
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { asProblem, platform } from '@/platform';
import { beepBad, beepGood } from './beep';
import { ScanContext, type ScanBus, type ScanFeedback, type ScanHandler } from './context';
import { listenForScans } from './listen';
import { NO_AFFIXES, stripAffixes, type Affixes } from './recogniser';

const MESSAGE_MS = 8000;
/** A scan that comes later than this was meant for what the screen showed before. */
const LATE_MS_MAX = 5000;

interface Props {
  fallback: ScanHandler;
  /** What this station's scanners send around each code. */
  affixes?: Affixes;
  children: ReactNode;
}

export function ScanProvider({ fallback, affixes = NO_AFFIXES, children }: Props) {
  const handlers = useRef<{ current: ScanHandler }[]>([]);
  const last = useRef(fallback);
  const added = useRef(affixes);
  const count = useRef(0);
  const [feedback, setFeedback] = useState<ScanFeedback | null>(null);
  useEffect(() => {
    last.current = fallback;
    added.current = affixes;
  });

  const register = useCallback((handler: { current: ScanHandler }) => {
    handlers.current.push(handler);
    return () => {
      handlers.current = handlers.current.filter((other) => other !== handler);
    };
  }, []);

  const dispatch = useCallback(async (raw: string) => {
    const text = raw.trim();
    if (text === '') return;
    count.current += 1;
    const id = count.current;
    try {
      for (const handler of handlers.current.toReversed()) {
        if (await handler.current(text)) return done();
      }
      if (await last.current(text)) return done();
      throw { code: 'scan.not_expected', params: { text }, field: null, severity: 'refusal' };
    } catch (thrown) {
      beepBad();
      setFeedback({ id, tone: 'bad', text, problem: asProblem(thrown) });
    }
    function done() {
      beepGood();
      setFeedback({ id, tone: 'good', text, problem: null });
    }
  }, []);

  /** From a scanner, not typed: what it adds is taken away. */
  const scanned = useCallback((text: string) => void dispatch(stripAffixes(text.trim(), added.current)), [dispatch]);
  useEffect(() => listenForScans(window, scanned), [scanned]);
  useEffect(
    () => platform().onEvent((event) => event.type === 'scan' && Date.now() - event.at_ms < LATE_MS_MAX && scanned(event.text)),
    [scanned],
  );
  useEffect(() => {
    if (!feedback) return undefined;
    const timer = setTimeout(() => setFeedback(null), feedback.tone === 'good' ? 2500 : MESSAGE_MS);
    return () => clearTimeout(timer);
  }, [feedback]);

  const bus = useMemo<ScanBus>(
    () => ({ register, dispatch, feedback, dismiss: () => setFeedback(null) }),
    [register, dispatch, feedback],
  );
  return <ScanContext.Provider value={bus}>{children}</ScanContext.Provider>;
}
